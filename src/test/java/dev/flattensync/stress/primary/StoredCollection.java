package dev.flattensync.stress.primary;

import com.mongodb.MongoNamespace;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A collection with its documents by {@code _id}.
 *
 * @param namespace its name
 * @param name its name as events say it
 * @param identity its UUID as events say it; it stays when the collection is renamed
 * @param documents the documents, in the order of their insertion
 */
record StoredCollection(
        MongoNamespace namespace, BsonDocument name, BsonDocument identity, Map<BsonValue, BsonDocument> documents) {

    /** @param created the number of the event of its creation, which makes its UUID unique */
    static StoredCollection empty(MongoNamespace namespace, long created) {
        UUID uuid = UUID.nameUUIDFromBytes((namespace + "#" + created).getBytes(StandardCharsets.UTF_8));
        return new StoredCollection(
                namespace,
                nameOf(namespace),
                new BsonDocument("collectionUUID", new BsonBinary(uuid)),
                new LinkedHashMap<>());
    }

    StoredCollection renamed(MongoNamespace to) {
        return new StoredCollection(to, nameOf(to), identity, documents);
    }

    static BsonDocument nameOf(MongoNamespace namespace) {
        return new BsonDocument("db", new BsonString(namespace.getDatabaseName()))
                .append("coll", new BsonString(namespace.getCollectionName()));
    }
}
