package dev.flattensync.stress.primary;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.NamespaceType;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Plays the primary of a MongoDB replica set, in memory: keeps a collection's documents, applies operations to them as
 * a server would, and publishes each as the change event that a server of version 6 or later sends.
 *
 * <p>Changing a document and publishing its event is one atomic step. Like an oplog it is capped: it keeps at least
 * {@value #RETAINED} events that were read.
 */
public final class ChangeLog implements Primary, ChangeSource {
    /** How many events that were read are kept, at the least, for a new cursor to resume from. */
    private static final int RETAINED = 10_000;

    private final MongoNamespace namespace;
    private final int startSeconds;
    private final Map<BsonValue, BsonDocument> documents = new LinkedHashMap<>();
    private final List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    /** The number of the first event that is kept; events are numbered from 1. */
    private long first = 1;

    private long last;

    /**
     * @param namespace the database and collection that events name
     * @param documents the collection as it is; the documents must not be changed from here on
     * @param start the cluster time before the first event
     */
    public ChangeLog(MongoNamespace namespace, Collection<BsonDocument> documents, Instant start) {
        this.namespace = namespace;
        this.startSeconds = (int) start.getEpochSecond();
        documents.forEach(document -> this.documents.put(document.get("_id"), document));
    }

    /**
     * Applies an operation and publishes its event.
     *
     * @return its own event's place, or the stream's end if it changed nothing
     */
    @Override
    public BsonTimestamp apply(Operation operation) {
        lock.lock();
        try {
            BsonDocument before = documents.get(operation.documentId());
            if ((before == null) != (operation instanceof Operation.Insert)) {
                throw new IllegalStateException("%s of document %s, which is %s"
                        .formatted(
                                operation.kind(),
                                operation.documentId(),
                                before == null ? "not there" : "there already"));
            }
            if (operation instanceof Operation.Insert insert) {
                documents.put(operation.documentId(), insert.document());
                publish(OperationType.INSERT, operation.documentId(), insert.document(), null);
            } else if (operation instanceof Operation.Delete) {
                documents.remove(operation.documentId());
                publish(OperationType.DELETE, operation.documentId(), null, null);
            } else if (operation instanceof Operation.Replace replace) {
                BsonDocument after = edited(before, replace.edits());
                documents.put(operation.documentId(), after);
                if (!after.equals(before)) {
                    publish(OperationType.REPLACE, operation.documentId(), after, null);
                }
            } else {
                MongoUpdates.Updated updated = updated(before, operation);
                documents.put(operation.documentId(), updated.document());
                if (updated.description() != null) {
                    publish(OperationType.UPDATE, operation.documentId(), null, updated.description());
                }
            }
            return time(last);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<BsonDocument> documents() {
        lock.lock();
        try {
            return new ArrayList<>(documents.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public StreamPosition end() {
        lock.lock();
        try {
            return new StreamPosition(time(last), token(last));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChangeSource source() {
        return this;
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        lock.lock();
        try {
            long next = Integer.toUnsignedLong(after.time().getInc()) + 1;
            requireKept(next);
            return new Cursor(next);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Snapshot snapshot() {
        lock.lock();
        try {
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
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        lock.lock();
        try {
            Map<BsonValue, BsonDocument> found = new HashMap<>();
            ids.stream().filter(documents::containsKey).forEach(id -> found.put(id, documents.get(id)));
            return new CurrentDocuments(found, time(last));
        } finally {
            lock.unlock();
        }
    }

    private void requireKept(long number) {
        if (number < first) {
            throw new HistoryLostException(
                    "the change log starts at event %d, resume from %d is not possible".formatted(first, number), null);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private static BsonDocument edited(BsonDocument document, List<Operation.FieldEdit> edits) {
        BsonDocument edited = document;
        for (Operation.FieldEdit edit : edits) {
            edited = MongoUpdates.set(edited, path(edit), edit.value()).document();
        }
        return edited;
    }

    private static MongoUpdates.Updated updated(BsonDocument document, Operation operation) {
        if (operation instanceof Operation.Edit edit) {
            return MongoUpdates.set(document, path(edit.edit()), edit.edit().value());
        }
        if (operation instanceof Operation.Push push) {
            List<String> path = new ArrayList<>(push.parent().segments());
            path.addAll(push.kind().element().arrayPath());
            return MongoUpdates.push(document, path, push.element());
        }
        if (operation instanceof Operation.InsertAt insert) {
            return MongoUpdates.insert(
                    document,
                    arrayPath(insert.address().segments()),
                    insert.address().position(),
                    insert.element());
        }
        Operation.Pull pull = (Operation.Pull) operation;
        return MongoUpdates.pull(
                document, arrayPath(pull.address().segments()), pull.address().position());
    }

    private static List<String> arrayPath(List<String> elementPath) {
        return elementPath.subList(0, elementPath.size() - 1);
    }

    private static List<String> path(Operation.FieldEdit edit) {
        List<String> path = new ArrayList<>(edit.at().segments());
        path.addAll(edit.field().path());
        return path;
    }

    private void publish(OperationType type, BsonValue id, BsonDocument fullDocument, UpdateDescription update) {
        last++;
        BsonDocument namespaceDocument = new BsonDocument("db", new BsonString(namespace.getDatabaseName()))
                .append("coll", new BsonString(namespace.getCollectionName()));
        events.add(new ChangeStreamDocument<>(
                type.getValue(),
                token(last),
                namespaceDocument,
                NamespaceType.COLLECTION.getValue(),
                null,
                fullDocument,
                null,
                new BsonDocument("_id", id),
                time(last),
                update,
                null,
                null,
                new BsonDateTime(startSeconds * 1000L + last),
                null,
                null));
        published.signalAll();
    }

    private BsonTimestamp time(long number) {
        return new BsonTimestamp(startSeconds, (int) number);
    }

    /** In the form of a server's token: type 0x82, seconds, increment, then what we leave out. */
    private BsonDocument token(long number) {
        return new BsonDocument("_data", new BsonString("82%08X%08X2B0229296E04".formatted(startSeconds, number)));
    }

    /** Reads the log from an event's number on. */
    private final class Cursor implements ChangeCursor {
        private long next;

        Cursor(long next) {
            this.next = next;
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long nanos = patience.toNanos();
                while (next > last) {
                    if (nanos <= 0) {
                        return null;
                    }
                    nanos = published.awaitNanos(nanos);
                }
                return take();
            } finally {
                lock.unlock();
            }
        }

        private ChangeStreamDocument<BsonDocument> take() {
            requireKept(next);
            ChangeStreamDocument<BsonDocument> event = events.get((int) (next - first));
            next++;
            // Trimmed in large steps, since each step moves all that stays.
            if (next - first > 2 * RETAINED) {
                events.subList(0, RETAINED).clear();
                first += RETAINED;
            }
            return event;
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.of(new StreamPosition(time(next - 1), token(next - 1)));
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return (int) (last - next + 1);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
