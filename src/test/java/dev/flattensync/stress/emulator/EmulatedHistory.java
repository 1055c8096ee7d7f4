package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What happened to the emulator's documents, as change events, and the documents as they are, to compare with. All
 * methods but {@link #wake} and {@link #forget} are called under the backend's lock, so that a write and its event are
 * one step.
 */
final class EmulatedHistory implements Oplog {
    private static final int CHANGE_STREAM_HISTORY_LOST = 286;
    /** At the least so many events are kept. */
    private static final int RETAINED = 100_000;

    private final MongoBackend backend;
    private final ReentrantLock lock;
    private final Condition added;
    private final CursorRegistry cursors;
    private final Map<String, Map<Object, Document>> images = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    /** The number of the first entry that is kept. */
    private long first;

    private BsonTimestamp forgotten;
    private BsonTimestamp end;

    /**
     * An event of a collection.
     *
     * @param last whether it ends streams of the collection
     */
    record Entry(BsonTimestamp time, String namespace, Document event, boolean last) {}

    EmulatedHistory(MongoBackend backend, ReentrantLock lock, CursorRegistry cursors) {
        this.backend = backend;
        this.lock = lock;
        this.added = lock.newCondition();
        this.cursors = cursors;
        this.end = new BsonTimestamp(Instant.now(), 1);
        this.forgotten = end;
    }

    /** The cluster time of the last event. */
    BsonTimestamp end() {
        return end;
    }

    /** Waits for an event, releasing the lock; returns what is left of the time. */
    long await(long nanos) throws InterruptedException {
        return added.awaitNanos(nanos);
    }

    void wake() {
        lock.lock();
        try {
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void forget() {
        lock.lock();
        try {
            forget(entries.size());
        } finally {
            lock.unlock();
        }
    }

    /** The number of the first entry after a time. */
    long after(BsonTimestamp time) {
        if (time.compareTo(forgotten) < 0) {
            throw lost();
        }
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (entries.get(middle).time().compareTo(time) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return first + low;
    }

    /** The entries from a number on. */
    List<Entry> from(long number) {
        if (number < first) {
            throw lost();
        }
        return entries.subList((int) (number - first), entries.size());
    }

    @Override
    public void handleInsert(String namespace, List<Document> documents) {
        for (Document document : documents) {
            Object id = document.get("_id");
            // It is told of those that were refused as well.
            if (!ofNamespace(namespace).containsKey(id)) {
                current(namespace, id).ifPresent(inserted -> {
                    ofNamespace(namespace).put(id, inserted);
                    add(namespace, "insert", id, new Document("fullDocument", inserted));
                });
            }
        }
    }

    @Override
    public void handleUpdate(String namespace, Document selector, Document update, List<Object> ids) {
        boolean replace = update.keySet().stream().noneMatch(key -> key.startsWith("$"));
        for (Object id : ids) {
            Document after = current(namespace, id).orElseThrow();
            Document before = ofNamespace(namespace).put(id, after);
            if (replace) {
                add(namespace, "replace", id, new Document("fullDocument", after));
            } else {
                Document description = PositionalDifference.describe(before, after, update);
                add(namespace, "update", id, new Document("updateDescription", description));
            }
        }
    }

    @Override
    public void handleDelete(String namespace, Document query, List<Object> ids) {
        for (Object id : ids) {
            ofNamespace(namespace).remove(id);
            add(namespace, "delete", id, new Document());
        }
    }

    @Override
    public void handleDropCollection(String namespace) {
        if (images.remove(namespace) != null) {
            add(namespace, "drop", null, new Document());
            add(namespace, "invalidate", null, new Document());
        }
    }

    @Override
    public Cursor createCursor(Document changeStream, String namespace, Aggregation aggregation) {
        Document token = (Document) changeStream.getOrDefault("startAfter", changeStream.get("resumeAfter"));
        BsonTimestamp start = (BsonTimestamp) changeStream.get("startAtOperationTime");
        BsonTimestamp after =
                token != null ? ResumeToken.time(token) : start != null ? new BsonTimestamp(start.getValue() - 1) : end;
        EmulatedStream stream =
                new EmulatedStream(cursors.generateCursorId(), this, namespace, aggregation, after(after), after);
        cursors.add(stream);
        return stream;
    }

    private void add(String namespace, String type, Object id, Document rest) {
        Instant now = Instant.now();
        int seconds = (int) now.getEpochSecond();
        end = seconds > end.getTime() ? new BsonTimestamp(now, 1) : new BsonTimestamp(end.getValue() + 1);
        Document event = new Document("_id", ResumeToken.of(end))
                .append("operationType", type)
                .append("clusterTime", end)
                .append("wallTime", now)
                .append(
                        "ns",
                        new Document("db", Utils.getDatabaseNameFromFullName(namespace))
                                .append("coll", Utils.getCollectionNameFromFullName(namespace)));
        if (id != null) {
            event.append("documentKey", new Document("_id", id));
        }
        event.appendAll(rest);
        entries.add(new Entry(end, namespace, event, type.equals("invalidate")));
        if (entries.size() >= 2 * RETAINED) {
            forget(RETAINED);
        }
        added.signalAll();
    }

    private void forget(int count) {
        if (count > 0) {
            forgotten = entries.get(count - 1).time();
            entries.subList(0, count).clear();
            first += count;
        }
    }

    private Map<Object, Document> ofNamespace(String namespace) {
        return images.computeIfAbsent(namespace, name -> new HashMap<>());
    }

    /** A copy of a document as it is. */
    private Optional<Document> current(String namespace, Object id) {
        MongoCollection<?> collection = backend.resolveDatabase(Utils.getDatabaseNameFromFullName(namespace))
                .resolveCollection(Utils.getCollectionNameFromFullName(namespace), true);
        Iterator<Document> found =
                collection.handleQuery(new Document("_id", id)).iterator();
        return found.hasNext() ? Optional.of(found.next().cloneDeeply()) : Optional.empty();
    }

    private static MongoServerError lost() {
        return new MongoServerError(
                CHANGE_STREAM_HISTORY_LOST,
                "ChangeStreamHistoryLost",
                "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
    }
}
