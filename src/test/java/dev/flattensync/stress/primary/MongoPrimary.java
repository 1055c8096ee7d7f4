package dev.flattensync.stress.primary;

import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.result.UpdateResult;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.MongoChangeSource;
import dev.flattensync.change.MongoErrors;
import dev.flattensync.change.MongoSourceSettings;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * A collection on a MongoDB server, in the database of our own. Operations go through the driver, one after the other.
 *
 * <p>It remembers the documents, since an operation says where an element is, and an application says which element it
 * means. What is compared at the end is read from the server.
 */
public final class MongoPrimary implements Primary {
    private final MongoClient client;
    private final MongoNamespace namespace;
    private final List<BsonDocument> initial;
    private final MongoChangeSource source;
    private final Map<BsonValue, BsonDocument> view = new HashMap<>();
    private ClientSession session;
    /** When the last change happened; null before the load. */
    private volatile BsonTimestamp last;

    /**
     * Asks the server what it is, and changes nothing on it.
     *
     * @param client stays the caller's, who closes it after this
     * @param collection in {@link OwnedDatabase}; dropped when it is loaded
     * @param documents what the collection is to hold at the start
     * @throws dev.flattensync.change.InvalidSourceException if the server has no change streams or can't be asked
     */
    public MongoPrimary(MongoClient client, String collection, List<BsonDocument> documents) {
        this.client = client;
        this.namespace = new MongoNamespace(OwnedDatabase.NAME, collection);
        this.initial = documents;
        this.source = new MongoChangeSource(client, namespace, MongoSourceSettings.defaults());
    }

    @Override
    public void load() {
        asking(() -> {
            fill();
            return last;
        });
    }

    @Override
    public BsonTimestamp apply(Operation operation) {
        return asking(() -> write(operation));
    }

    private void fill() {
        OwnedDatabase.claim(client);
        session = client.startSession();
        collection().drop(session);
        elsewhere().drop();
        last = session.getOperationTime();
        if (!initial.isEmpty()) {
            collection().insertMany(session, initial);
            last = session.getOperationTime();
        }
        initial.forEach(document -> view.put(document.get("_id"), document));
    }

    private BsonTimestamp write(Operation operation) {
        BsonValue id = operation.documentId();
        BsonDocument before = view.get(id);
        if ((before == null) != (operation instanceof Operation.Insert)) {
            throw new IllegalStateException("%s of document %s, which is %s"
                    .formatted(operation.kind(), id, before == null ? "not there" : "there already"));
        }
        if (operation instanceof Operation.Delete) {
            view.remove(id);
            require(collection().deleteOne(session, byId(id)).getDeletedCount(), operation);
            return changed();
        }
        BsonDocument after = OperationEffect.after(before, operation);
        view.put(id, after);
        if (operation instanceof Operation.Insert) {
            collection().insertOne(session, after);
            return changed();
        }
        Optional<BsonDocument> update = operation instanceof Operation.Replace
                ? Optional.empty()
                : MongoWrites.update(operation, before, after);
        UpdateResult result = update.isPresent()
                ? collection().updateOne(session, byId(id), update.get())
                : collection().replaceOne(session, byId(id), after);
        require(result.getMatchedCount(), operation);
        // Else there is no event, and the server tells a time that belongs to others.
        return result.getModifiedCount() == 0 ? last : changed();
    }

    @Override
    public void writeElsewhere() {
        asking(() -> elsewhere().insertOne(new BsonDocument("_id", new BsonObjectId())));
    }

    @Override
    public List<BsonDocument> documents() {
        return asking(() -> collection()
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .find(session)
                .into(new ArrayList<>()));
    }

    /** The time of the last change. It has no token: a stream then starts right after that time. */
    @Override
    public StreamPosition end() {
        return new StreamPosition(last, new BsonDocument());
    }

    @Override
    public ChangeSource source() {
        return source;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }

    /** The driver's own errors are pages long, and tell who connects. */
    private static <T> T asking(Supplier<T> request) {
        try {
            return request.get();
        } catch (MongoException e) {
            throw new IllegalStateException("the MongoDB can't do it: " + MongoErrors.explain(e), e);
        }
    }

    private BsonTimestamp changed() {
        last = session.getOperationTime();
        return last;
    }

    private MongoCollection<BsonDocument> collection() {
        return client.getDatabase(namespace.getDatabaseName())
                .getCollection(namespace.getCollectionName(), BsonDocument.class);
    }

    private MongoCollection<BsonDocument> elsewhere() {
        return client.getDatabase(namespace.getDatabaseName())
                .getCollection(namespace.getCollectionName() + "_elsewhere", BsonDocument.class);
    }

    private static BsonDocument byId(BsonValue id) {
        return new BsonDocument("_id", id);
    }

    private static void require(long found, Operation operation) {
        if (found != 1) {
            throw new IllegalStateException("%s of document %s found no such document; somebody else writes to \"%s\""
                    .formatted(operation.kind(), operation.documentId(), OwnedDatabase.NAME));
        }
    }
}
