package dev.flattensync.stress.environment;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoClient;
import dev.flattensync.change.InvalidSourceException;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.change.MongoServer;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.emulator.EmulatedMongo;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.MongoPrimary;
import dev.flattensync.stress.primary.OwnedDatabase;
import dev.flattensync.stress.primary.Primary;
import dev.flattensync.stress.workload.DataSet;
import java.time.Instant;
import java.util.Optional;

/** What holds the documents of a run's arms: a given MongoDB, the emulator, or nothing but this JVM. */
public final class PrimaryServer implements AutoCloseable {
    private static final String DATABASE = "flattensync";

    private final DataSet data;
    private final String label;
    private final Optional<MongoClient> client;
    private final Optional<EmulatedMongo> emulator;

    private PrimaryServer(DataSet data, String label, Optional<MongoClient> client, Optional<EmulatedMongo> emulator) {
        this.data = data;
        this.label = label;
        this.client = client;
        this.emulator = emulator;
    }

    /**
     * Connects or starts what is needed. Nothing is changed on a given server yet.
     *
     * @throws InvalidInputException if it can't be used, or not for these documents
     */
    public static PrimaryServer open(ChangeOrigin origin, DataSet data) {
        if (origin instanceof ChangeOrigin.Mongo mongo) {
            return given(mongo.address(), data);
        }
        if (origin instanceof ChangeOrigin.Emulated) {
            EmulatorLimits.check(data);
            EmulatedMongo emulator = EmulatedMongo.replicaSet();
            MongoClient client = new MongoAddress(emulator.uri()).connect();
            return new PrimaryServer(data, EmulatedMongo.LABEL, Optional.of(client), Optional.of(emulator));
        }
        return new PrimaryServer(data, "change log", Optional.empty(), Optional.empty());
    }

    private static PrimaryServer given(MongoAddress address, DataSet data) {
        try {
            MongoClient client = address.connect();
            try {
                MongoServer server = MongoServer.of(client.getDatabase(OwnedDatabase.NAME));
                OwnedDatabase.check(client);
                return new PrimaryServer(
                        data, "MongoDB " + server.versionText(), Optional.of(client), Optional.empty());
            } catch (InvalidSourceException | InvalidInputException e) {
                client.close();
                throw e;
            }
        } catch (InvalidSourceException e) {
            throw new InvalidInputException("stress.mongodb.uri: " + e.getMessage());
        }
    }

    /** What it is, wherever figures are shown: {@code change log}, {@code MongoDB 8.0.4}, or that it is an emulator. */
    public String label() {
        return label;
    }

    /**
     * A primary of an arm's own.
     *
     * @throws InvalidInputException if the server is gone
     */
    public Primary primary(ArmName arm) {
        try {
            return newPrimary(arm);
        } catch (InvalidSourceException e) {
            throw new InvalidInputException("stress.mongodb.uri: " + e.getMessage());
        }
    }

    private Primary newPrimary(ArmName arm) {
        return client.<Primary>map(mongo -> new MongoPrimary(mongo, arm.postgresSchema(), data.documents()))
                .orElseGet(() -> new ChangeLog(
                        new MongoNamespace(DATABASE, data.mapping().collection()), data.documents(), Instant.now()));
    }

    /** Closes the connections and stops the emulator; leaves a given server alone. */
    @Override
    public void close() {
        client.ifPresent(MongoClient::close);
        emulator.ifPresent(EmulatedMongo::close);
    }
}
