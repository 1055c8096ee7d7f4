package dev.flattensync.stress.primary;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.value.ServerError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Plays a MongoDB replica set in memory: databases with collections of documents, writes to them, and the change events
 * that a server sends.
 *
 * <p>Changing a document and publishing its event is one atomic step. Documents are never changed in place, so what is
 * given out stays as it is.
 */
public final class ReplicaSet {
    private final Oplog oplog;
    private final Publisher publisher;
    private final Map<MongoNamespace, StoredCollection> collections = new LinkedHashMap<>();

    /** @param start the cluster time before the first event */
    public ReplicaSet(Instant start) {
        this.oplog = new Oplog(start);
        this.publisher = new Publisher(oplog);
    }

    /**
     * Puts a collection with its documents there as if it had always been: there are no events of it.
     *
     * @param documents not to be changed from here on
     */
    void load(MongoNamespace namespace, Collection<BsonDocument> documents) {
        StoredCollection collection = StoredCollection.empty(namespace, 0);
        documents.forEach(document -> collection.documents().put(document.get("_id"), document));
        collections.put(namespace, collection);
    }

    /**
     * Does a write; a collection that it needs to insert into is created.
     *
     * @return the end of the stream: the write's last event is at or before it
     * @throws com.mongodb.MongoCommandException if a server would refuse it
     */
    public BsonTimestamp write(MongoNamespace namespace, WriteCommand command) {
        return locked(() -> {
            if (!collections.containsKey(namespace) && command.mayInsert()) {
                createNew(namespace);
            }
            if (collections.containsKey(namespace)) {
                writes(namespace).write(command);
            }
        });
    }

    /** Writes to a collection that is there. */
    BsonTimestamp write(MongoNamespace namespace, Consumer<CollectionWrites> write) {
        return locked(() -> write.accept(writes(namespace)));
    }

    private CollectionWrites writes(MongoNamespace namespace) {
        return new CollectionWrites(collections.get(namespace), oplog, publisher);
    }

    /** Creates a collection. */
    public BsonTimestamp create(MongoNamespace namespace) {
        return locked(() -> {
            if (collections.containsKey(namespace)) {
                throw ServerError.NAMESPACE_EXISTS.exception("Collection %s already exists.".formatted(namespace));
            }
            createNew(namespace);
        });
    }

    private void createNew(MongoNamespace namespace) {
        StoredCollection created = StoredCollection.empty(namespace, oplog.last() + 1);
        collections.put(namespace, created);
        publisher.collection(Publisher.CREATE, created);
    }

    /** Drops a collection; nothing happens if there is none. */
    public BsonTimestamp drop(MongoNamespace namespace) {
        return locked(() -> dropExisting(namespace));
    }

    private void dropExisting(MongoNamespace namespace) {
        StoredCollection dropped = collections.remove(namespace);
        if (dropped != null) {
            publisher.collection(OperationType.DROP.getValue(), dropped);
        }
    }

    /**
     * Renames a collection.
     *
     * @param dropTarget whether a collection of the new name gives way; there is no event of that
     */
    public BsonTimestamp rename(MongoNamespace from, MongoNamespace to, boolean dropTarget) {
        return locked(() -> {
            StoredCollection source = collections.get(from);
            if (source == null) {
                throw ServerError.NAMESPACE_NOT_FOUND.exception("Source collection %s does not exist".formatted(from));
            }
            if (collections.containsKey(to) && !dropTarget) {
                throw ServerError.NAMESPACE_EXISTS.exception("target namespace exists: " + to);
            }
            collections.remove(from);
            collections.put(to, source.renamed(to));
            publisher.rename(source, source.renamed(to));
        });
    }

    /** Drops a database with its collections; nothing happens if it has none. */
    public BsonTimestamp dropDatabase(String database) {
        return locked(() -> {
            List<MongoNamespace> dropped = collections.keySet().stream()
                    .filter(namespace -> namespace.getDatabaseName().equals(database))
                    .toList();
            dropped.forEach(this::dropExisting);
            if (!dropped.isEmpty()) {
                publisher.dropDatabase(database);
            }
        });
    }

    /** The documents of a collection as they are now, in the order of their insertion. */
    public List<BsonDocument> documents(MongoNamespace namespace) {
        return atomically(() -> new ArrayList<>(stored(namespace).values()));
    }

    /** One document as it is now; null if it is not there. */
    BsonDocument document(MongoNamespace namespace, BsonValue id) {
        return atomically(() -> stored(namespace).get(id));
    }

    private Map<BsonValue, BsonDocument> stored(MongoNamespace namespace) {
        StoredCollection collection = collections.get(namespace);
        return collection == null ? Map.of() : collection.documents();
    }

    /** The end of the stream: all that was done is at or before it. */
    public StreamPosition end() {
        return atomically(() -> oplog.position(oplog.last()));
    }

    /**
     * Opens a change stream.
     *
     * @throws dev.flattensync.change.HistoryLostException if the events from there on are not kept any more
     */
    public EventCursor watch(Watch watch) {
        return atomically(() -> new EventCursor(this, oplog, watch));
    }

    private BsonTimestamp locked(Runnable write) {
        return atomically(() -> {
            write.run();
            return oplog.time(oplog.last());
        });
    }

    /** Does several things as one step: nothing is written in between. */
    <T> T atomically(Supplier<T> steps) {
        oplog.lock().lock();
        try {
            return steps.get();
        } finally {
            oplog.lock().unlock();
        }
    }
}
