package dev.flattensync.stress.primary;

import com.mongodb.MongoNamespace;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Operation;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * One collection of a replica set that is played in memory: applies operations to its documents as a MongoDB server
 * would, and publishes each as the change event that a server sends.
 */
public final class ChangeLog implements Primary, ChangeSource {
    private final ReplicaSet replicaSet;
    private final MongoNamespace namespace;

    /**
     * @param namespace the database and collection that events name
     * @param documents the collection as it is; the documents must not be changed from here on
     * @param start the cluster time before the first event
     */
    public ChangeLog(MongoNamespace namespace, Collection<BsonDocument> documents, Instant start) {
        this.replicaSet = new ReplicaSet(start);
        this.namespace = namespace;
        replicaSet.load(namespace, documents);
    }

    /**
     * Applies an operation and publishes its event.
     *
     * @return its own event's place, or the stream's end if it changed nothing
     */
    @Override
    public BsonTimestamp apply(Operation operation) {
        return replicaSet.write(namespace, writes -> OperationWrites.apply(operation, writes));
    }

    /**
     * Applies any write of MongoDB's, and publishes its events.
     *
     * @return the place of its last event, or the stream's end if it changed nothing
     * @throws com.mongodb.MongoCommandException if a server would refuse it
     */
    public BsonTimestamp apply(WriteCommand command) {
        return replicaSet.write(namespace, command);
    }

    @Override
    public void writeElsewhere() {
        replicaSet.write(
                new MongoNamespace(namespace.getDatabaseName(), namespace.getCollectionName() + "_elsewhere"),
                new WriteCommand.Insert(new BsonDocument("_id", new BsonObjectId())));
    }

    @Override
    public List<BsonDocument> documents() {
        return replicaSet.documents(namespace);
    }

    @Override
    public StreamPosition end() {
        return replicaSet.end();
    }

    @Override
    public ChangeSource source() {
        return this;
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return replicaSet.watch(Watch.collection(namespace).startAfter(after));
    }

    @Override
    public Snapshot snapshot() {
        return replicaSet.atomically(() -> {
            StreamPosition end = end();
            Iterator<BsonDocument> all = documents().iterator();
            return new Snapshot() {
                @Override
                public StreamPosition position() {
                    return end;
                }

                @Override
                public boolean consistent() {
                    return true;
                }

                @Override
                public Iterator<BsonDocument> documents() {
                    return all;
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };
        });
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return replicaSet.atomically(() -> {
            Map<BsonValue, BsonDocument> found = new HashMap<>();
            for (BsonValue id : ids) {
                BsonDocument document = replicaSet.document(namespace, id);
                if (document != null) {
                    found.put(id, document);
                }
            }
            return new CurrentDocuments(found, end().time());
        });
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
