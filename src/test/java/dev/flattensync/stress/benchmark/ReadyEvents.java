package dev.flattensync.stress.benchmark;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.ForwardingSource;
import dev.flattensync.stress.workload.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * The events of a change log, each published when all of it is ready: what it takes to apply an operation to a document
 * in memory, which a primary does, is no part of how long the sync takes.
 */
final class ReadyEvents extends ForwardingSource implements AutoCloseable {
    private final ChangeLog log;
    private final ChangeCursor applied;
    private final BlockingQueue<ChangeStreamDocument<BsonDocument>> ready = new LinkedBlockingQueue<>();
    private volatile long deliveredNanos;

    /** @param log holds the documents; nobody else changes them from here on */
    ReadyEvents(ChangeLog log) {
        super(log);
        this.log = log;
        this.applied = log.open(log.end());
    }

    /**
     * Applies an operation of one event.
     *
     * @return the event, which the sync does not have yet
     */
    ChangeStreamDocument<BsonDocument> apply(Operation operation) throws InterruptedException {
        BsonTimestamp time = log.apply(operation);
        ChangeStreamDocument<BsonDocument> event = applied.next(Duration.ZERO);
        if (event == null || !event.getClusterTime().equals(time)) {
            throw new IllegalStateException("expected one event of " + operation);
        }
        return event;
    }

    /** Lets the sync have an event. */
    void publish(ChangeStreamDocument<BsonDocument> event) {
        ready.add(event);
    }

    /** When the sync got its last event, as {@link System#nanoTime} tells it. */
    long deliveredNanos() {
        return deliveredNanos;
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return new Cursor();
    }

    @Override
    public void close() {
        applied.close();
    }

    /** What the sync follows. */
    private final class Cursor implements ChangeCursor {

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            ChangeStreamDocument<BsonDocument> event = ready.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (event != null) {
                deliveredNanos = System.nanoTime();
            }
            return event;
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.empty();
        }

        @Override
        public int available() {
            return ready.size();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
