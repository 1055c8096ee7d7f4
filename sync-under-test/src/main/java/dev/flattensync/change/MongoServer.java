package dev.flattensync.change;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * What a server says about itself.
 *
 * @param version its version numbers, most significant first: 8, 0, 4
 */
public record MongoServer(List<Integer> version) {
    private static final int COMMAND_NOT_FOUND = 59;

    /** Copies the version. */
    public MongoServer {
        version = List.copyOf(version);
    }

    /**
     * Asks a server what it is.
     *
     * @param database of the server to ask
     * @throws InvalidSourceException if it can't be asked, or has no change streams since it is a standalone
     */
    public static MongoServer of(MongoDatabase database) {
        try {
            BsonDocument hello = hello(database);
            boolean router = hello.containsKey("msg")
                    && hello.get("msg").isString()
                    && hello.getString("msg").getValue().equals("isdbgrid");
            if (!hello.containsKey("setName") && !router) {
                throw new InvalidSourceException(
                        "expected a MongoDB replica set or sharded cluster, found a standalone server, which has no change streams:"
                                + " start it with --replSet and run rs.initiate(), one node is enough",
                        null);
            }
            BsonDocument build =
                    database.runCommand(new BsonDocument("buildInfo", new BsonInt32(1)), BsonDocument.class);
            return new MongoServer(build.getArray("versionArray").stream()
                    .map(BsonValue::asNumber)
                    .map(number -> number.intValue())
                    .toList());
        } catch (MongoException e) {
            throw new InvalidSourceException("the MongoDB can't be used: " + MongoErrors.explain(e), e);
        }
    }

    /** The version in words: {@code 8.0.4}. */
    public String versionText() {
        return String.join(".", version.stream().limit(3).map(String::valueOf).toList());
    }

    /** Whether it cuts events that are over 16 MB. */
    boolean splitsLargeEvents() {
        return atLeast(7, 0, 0) || atLeast(6, 0, 9) && !atLeast(6, 1, 0);
    }

    /** Whether it tells dotted field names apart if asked for expanded events. */
    boolean disambiguatesPaths() {
        return atLeast(6, 1, 0);
    }

    private boolean atLeast(int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            int found = i < version.size() ? version.get(i) : 0;
            if (found != wanted[i]) {
                return found > wanted[i];
            }
        }
        return true;
    }

    /** Servers before 4.4.2 know it by its old name only. */
    private static BsonDocument hello(MongoDatabase database) {
        try {
            return database.runCommand(new BsonDocument("hello", new BsonInt32(1)), BsonDocument.class);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != COMMAND_NOT_FOUND) {
                throw e;
            }
            return database.runCommand(new BsonDocument("isMaster", new BsonInt32(1)), BsonDocument.class);
        }
    }
}
