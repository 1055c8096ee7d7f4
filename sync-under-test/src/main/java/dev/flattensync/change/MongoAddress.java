package dev.flattensync.change;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where a MongoDB is and who connects.
 *
 * @param uri the connection string, which may hold a password; shown by no method but {@link #uri()}
 */
public record MongoAddress(String uri) {
    /** The driver's own default is 30 s, too long to say that a name is misspelt. */
    private static final int SELECTION_SECONDS = 10;
    /** A server that is gone without a word must not hold a reader for ever. A getMore waits a second at most. */
    private static final int READ_SECONDS = 60;

    /**
     * A client for this address, which the caller closes. It connects when it is used first.
     *
     * @throws InvalidSourceException if the text is no connection string
     */
    public MongoClient connect() {
        ConnectionString parsed = parsed();
        MongoClientSettings.Builder settings = MongoClientSettings.builder().applyConnectionString(parsed);
        if (parsed.getServerSelectionTimeout() == null) {
            settings.applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS));
        }
        if (parsed.getSocketTimeout() == null) {
            settings.applyToSocketSettings(socket -> socket.readTimeout(READ_SECONDS, TimeUnit.SECONDS));
        }
        if (parsed.getApplicationName() == null) {
            settings.applicationName("flatten-sync");
        }
        try {
            return MongoClients.create(settings.build());
        } catch (MongoException | IllegalArgumentException e) {
            throw unusable();
        }
    }

    /**
     * The hosts it names.
     *
     * @throws InvalidSourceException if the text is no connection string
     */
    public List<String> hosts() {
        return parsed().getHosts();
    }

    @Override
    public String toString() {
        return "MongoDB";
    }

    private ConnectionString parsed() {
        try {
            return new ConnectionString(uri);
        } catch (MongoException | IllegalArgumentException e) {
            throw unusable();
        }
    }

    /** Without the driver's error, which quotes the text. */
    private static InvalidSourceException unusable() {
        return new InvalidSourceException(
                "the MongoDB URI can't be used: expected a connection string as in mongodb://host:27017/?replicaSet=rs0",
                null);
    }
}
