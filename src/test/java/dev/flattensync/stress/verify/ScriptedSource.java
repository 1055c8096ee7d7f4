package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.NamespaceType;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** A stream of changes that a test writes, batch by batch. A batch is there at once; nothing follows by itself. */
final class ScriptedSource implements ChangeSource {
    private static final BsonDocument NAMESPACE =
            new BsonDocument("db", new BsonString("test")).append("coll", new BsonString("documents"));
    private static final BsonDocument SESSION = new BsonDocument("id", new BsonString("session"));
    private static final int SECONDS = 1_767_225_600;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final Queue<ChangeStreamDocument<BsonDocument>> waiting = new ArrayDeque<>();
    private List<BsonDocument> documents = List.of();
    private int time;
    /** How many events of that time were before. */
    private int inTime;

    private long transactions;

    /** The end of what was published. */
    StreamPosition end() {
        lock.lock();
        try {
            return position();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a batch to the stream.
     *
     * @param inTransaction whether its events are those of one transaction, and so share a time
     * @param after the documents after it
     * @return the place of its last event
     */
    StreamPosition publish(List<ToldChange> batch, boolean inTransaction, List<BsonDocument> after) {
        lock.lock();
        try {
            documents = after;
            if (inTransaction) {
                transactions++;
            }
            for (ToldChange change : batch) {
                tick(inTransaction && change != batch.get(0));
                waiting.add(event(change, inTransaction ? new BsonInt64(transactions) : null));
            }
            published.signalAll();
            return position();
        } finally {
            lock.unlock();
        }
    }

    /** One cursor at a time; it goes on where the one before stopped. */
    @Override
    public ChangeCursor open(StreamPosition after) {
        return new Cursor();
    }

    @Override
    public Snapshot snapshot() {
        throw new UnsupportedOperationException("the tables are loaded by the test");
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        lock.lock();
        try {
            return new CurrentDocuments(
                    documents.stream()
                            .filter(document -> ids.contains(document.get("_id")))
                            .collect(Collectors.toMap(document -> document.get("_id"), Function.identity())),
                    position().time());
        } finally {
            lock.unlock();
        }
    }

    private ChangeStreamDocument<BsonDocument> event(ToldChange change, BsonInt64 transaction) {
        StreamPosition position = position();
        return new ChangeStreamDocument<>(
                change.type().getValue(),
                position.resumeToken(),
                NAMESPACE,
                NamespaceType.COLLECTION.getValue(),
                null,
                change.fullDocument(),
                null,
                new BsonDocument("_id", change.id()),
                position.time(),
                change.update(),
                transaction,
                transaction == null ? null : SESSION,
                new BsonDateTime(SECONDS * 1000L + time),
                null,
                null);
    }

    /** Goes on to the next place in the stream. */
    private void tick(boolean sameTime) {
        time += sameTime ? 0 : 1;
        inTime = sameTime ? inTime + 1 : 0;
    }

    private StreamPosition position() {
        return new StreamPosition(
                new BsonTimestamp(SECONDS, time),
                new BsonDocument(
                        "_data", new BsonString("82%08X%08X2B%04X0229296E04".formatted(SECONDS, time, inTime))));
    }

    /** Takes what was published. */
    private final class Cursor implements ChangeCursor {

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long nanos = patience.toNanos();
                while (waiting.isEmpty() && nanos > 0) {
                    nanos = published.awaitNanos(nanos);
                }
                return waiting.poll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            lock.lock();
            try {
                // As a server's clock does: later than all events so far.
                tick(false);
                return Optional.of(position());
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return waiting.size();
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
