package dev.flattensync.change;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.MongoNamespace;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A collection of a MongoDB replica set or sharded cluster, through the official driver.
 *
 * <p>Snapshots are read at one cluster time where the server can (5.0 and later), and the stream then starts right
 * after that time. Elsewhere, and after a snapshot has expired, the stream's end is noted first and the documents are
 * read after it.
 */
public final class MongoChangeSource implements ChangeSource {
    private static final Logger LOG = LoggerFactory.getLogger(MongoChangeSource.class);
    private static final BsonDocument BY_ID = new BsonDocument("_id", new BsonInt32(1));

    private final MongoClient client;
    private final MongoCollection<BsonDocument> collection;
    private final MongoServer server;
    private final MongoSourceSettings settings;
    private final MongoStream stream;
    private volatile boolean snapshotReads;

    /**
     * Asks the server what it is.
     *
     * @param client stays the caller's, who closes it after the source's last use
     * @param namespace the collection
     * @throws InvalidSourceException if the server can't be reached, refuses, or is a standalone
     */
    public MongoChangeSource(MongoClient client, MongoNamespace namespace, MongoSourceSettings settings) {
        this.client = client;
        // Change streams show what a majority has. Documents that could be rolled back must not be newer than that.
        this.collection = client.getDatabase(namespace.getDatabaseName())
                .getCollection(namespace.getCollectionName(), BsonDocument.class)
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
        this.server = MongoServer.of(client.getDatabase(namespace.getDatabaseName()));
        this.settings = settings;
        this.snapshotReads = settings.snapshotReads();
        this.stream = new MongoStream(collection, server, settings);
    }

    /** What the server is. */
    public MongoServer server() {
        return server;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A server that is gone does not fail the cursor at once: it tries again, as the settings say.
     *
     * @param after a position without a token stands for all changes up to and including its time
     * @throws SourceLostException if the server refuses
     */
    @Override
    public ChangeCursor open(StreamPosition after) {
        return new MongoChangeCursor(stream, settings.reconnection(), after);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SourceLostException if the server is gone or refuses
     */
    @Override
    public Snapshot snapshot() {
        return retrying("no snapshot could be taken", () -> {
            MongoSnapshot atOneTime = snapshotReads ? snapshotAtOneTime() : null;
            return atOneTime == null ? snapshotAfterEnd() : atOneTime;
        });
    }

    /** The documents are not older than the stream's end before: a change is in them, or comes in the stream. */
    private MongoSnapshot snapshotAfterEnd() {
        StreamPosition before = end();
        ClientSession session = client.startSession();
        try {
            session.advanceOperationTime(new BsonTimestamp(before.time().getValue() - 1));
            MongoCursor<BsonDocument> documents = collection
                    .find(session)
                    .sort(BY_ID)
                    .batchSize(settings.batchSize())
                    .iterator();
            return new MongoSnapshot(before, false, session, documents, () -> {});
        } catch (MongoException e) {
            session.close();
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws SourceLostException if the server is gone or refuses
     */
    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        BsonDocument filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(List.copyOf(ids))));
        return retrying("documents could not be looked up", () -> lookUp(filter));
    }

    private CurrentDocuments lookUp(BsonDocument filter) {
        try (ClientSession session = client.startSession()) {
            // Not older than any event that was read, whichever server answers now.
            stream.newest().ifPresent(session::advanceOperationTime);
            Map<BsonValue, BsonDocument> documents = new HashMap<>();
            collection
                    .find(session, filter)
                    .batchSize(settings.batchSize())
                    .forEach(document -> documents.put(document.get("_id"), document));
            BsonTimestamp time = session.getOperationTime();
            return new CurrentDocuments(documents, time == null ? end().time() : time);
        }
    }

    /** Tries again while the server is gone, as the settings say. */
    private <T> T retrying(String problem, Supplier<T> attempt) {
        Outage outage = null;
        while (true) {
            try {
                return attempt.get();
            } catch (MongoException e) {
                if (outage == null) {
                    outage = new Outage(settings.reconnection());
                }
                outage.failed();
                if (!MongoErrors.isTransient(e) || outage.hopeless()) {
                    throw new SourceLostException(problem + ": " + MongoErrors.explain(e), e);
                }
                LOG.warn("{}, which is tried again: {}", problem, MongoErrors.explain(e));
                LockSupport.parkNanos(Math.max(1, outage.untilNextAttempt()));
                if (Thread.currentThread().isInterrupted()) {
                    throw new SourceLostException(problem + ": interrupted", e);
                }
            }
        }
    }

    /**
     * The stream's end as the server tells it: no change that is committed by now comes after it.
     *
     * @throws SourceLostException if the server is gone or refuses
     */
    public StreamPosition end() {
        try (MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor = stream.openAtEnd()) {
            cursor.tryNext();
            BsonDocument token = cursor.getResumeToken();
            if (token == null) {
                throw new SourceLostException(
                        "expected a resume token from a new change stream, found none: MongoDB 4.0.7 or newer is needed",
                        null);
            }
            return StreamPosition.ofToken(token, new BsonTimestamp(0));
        } catch (MongoException e) {
            throw new SourceLostException("no change stream could be opened: " + MongoErrors.explain(e), e);
        }
    }

    /** Null if the server can't. */
    private MongoSnapshot snapshotAtOneTime() {
        ClientSession session = client.startSession(
                ClientSessionOptions.builder().snapshot(true).build());
        MongoCursor<BsonDocument> documents = null;
        try {
            documents = scan(session);
            BsonTimestamp time = session.getSnapshotTimestamp();
            if (time != null) {
                return new MongoSnapshot(
                        new StreamPosition(time, new BsonDocument()), true, session, documents, this::expired);
            }
            LOG.warn(
                    "The server did not tell the time of its snapshot: documents are read after noting the stream's end");
        } catch (MongoException e) {
            if (!MongoErrors.isNoSnapshot(e) && !MongoErrors.isSnapshotTooOld(e)) {
                session.close();
                throw e;
            }
            LOG.warn(
                    "The server can't read {} at one cluster time: documents are read after noting the stream's end",
                    collection.getNamespace());
        }
        if (documents != null) {
            documents.close();
        }
        session.close();
        return null;
    }

    /** A snapshot session brings the read concern itself, and the driver refuses another one. */
    private MongoCursor<BsonDocument> scan(ClientSession session) {
        return collection
                .withReadConcern(ReadConcern.DEFAULT)
                .find(session)
                .sort(BY_ID)
                .batchSize(settings.batchSize())
                .iterator();
    }

    private void expired() {
        snapshotReads = false;
    }
}
