package dev.flattensync.stress.primary;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.flattensync.change.MongoErrors;
import dev.flattensync.stress.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * The MongoDB database of our own. It holds a collection that says so; one of the same name without it is somebody
 * else's, and is never touched.
 */
public final class OwnedDatabase {
    /** Its name. */
    public static final String NAME = "flattensync_stress";

    private static final String MARK_COLLECTION = "flattensync_mark";
    private static final BsonDocument MARK = new BsonDocument(
            "_id",
            new BsonString("Made by flatten-sync-stress; its collections are dropped and made again by its next run."));

    private OwnedDatabase() {}

    /**
     * Refuses to go on if the database belongs to somebody else. Changes nothing.
     *
     * @throws InvalidInputException if so, or if the server does not let itself be asked
     */
    public static void check(MongoClient client) {
        try {
            MongoDatabase database = client.getDatabase(NAME);
            List<String> collections = database.listCollectionNames().into(new ArrayList<>());
            if (!collections.isEmpty() && !isMarked(database)) {
                throw new InvalidInputException(
                        ("stress.mongodb.uri: the server has a database \"%s\" that this project did not make, and does not touch:"
                                        + " allowed is a server without one of that name")
                                .formatted(NAME));
            }
        } catch (MongoException e) {
            throw new InvalidInputException("stress.mongodb.uri: the database \"%s\" can't be looked into: %s"
                    .formatted(NAME, MongoErrors.explain(e)));
        }
    }

    /**
     * Marks the database as ours if it is new.
     *
     * @throws InvalidInputException if it belongs to somebody else
     */
    public static MongoDatabase claim(MongoClient client) {
        check(client);
        MongoDatabase database = client.getDatabase(NAME);
        if (!isMarked(database)) {
            database.getCollection(MARK_COLLECTION, BsonDocument.class).insertOne(MARK);
        }
        return database;
    }

    private static boolean isMarked(MongoDatabase database) {
        return database.getCollection(MARK_COLLECTION, BsonDocument.class)
                        .find(MARK)
                        .first()
                != null;
    }
}
