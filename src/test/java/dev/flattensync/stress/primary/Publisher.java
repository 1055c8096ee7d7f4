package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.NamespaceType;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Publishes events in the shape of a server of version 6 or later; of those parts that older servers send only on
 * demand, all are there.
 *
 * @param oplog where they go
 */
record Publisher(Oplog oplog) {
    /** The driver has no constant for it. */
    static final String CREATE = "create";

    /** A change of a document; the document and the description are null where events of that type have none. */
    void document(
            OperationType type,
            StoredCollection collection,
            BsonValue id,
            BsonDocument fullDocument,
            UpdateDescription description) {
        publish(
                type.getValue(),
                collection.name(),
                null,
                fullDocument,
                new BsonDocument("_id", id),
                description,
                collection.identity());
    }

    /** A collection was created or dropped. */
    void collection(String type, StoredCollection collection) {
        publish(type, collection.name(), null, null, null, null, collection.identity());
    }

    /** A collection was renamed. */
    void rename(StoredCollection from, StoredCollection to) {
        BsonDocument extra = from.identity().clone();
        extra.append("operationDescription", new BsonDocument("to", to.name()));
        publish(OperationType.RENAME.getValue(), from.name(), to.name(), null, null, null, extra);
    }

    /** A database was dropped. */
    void dropDatabase(String database) {
        BsonDocument name = new BsonDocument("db", new BsonString(database));
        publish(OperationType.DROP_DATABASE.getValue(), name, null, null, null, null, null);
    }

    private void publish(
            String type,
            BsonDocument name,
            BsonDocument destination,
            BsonDocument fullDocument,
            BsonDocument documentKey,
            UpdateDescription description,
            BsonDocument extra) {
        long number = oplog.last() + 1;
        oplog.publish(new ChangeStreamDocument<>(
                type,
                oplog.token(number),
                name,
                name.containsKey("coll") ? NamespaceType.COLLECTION.getValue() : null,
                destination,
                fullDocument,
                null,
                documentKey,
                oplog.time(number),
                description,
                null,
                null,
                oplog.wallTime(number),
                null,
                extra));
    }
}
