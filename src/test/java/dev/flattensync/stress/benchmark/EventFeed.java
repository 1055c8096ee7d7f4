package dev.flattensync.stress.benchmark;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.ForwardingSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;

/** A change stream that a benchmark fills: what it is given is there at once. Followed by one cursor. */
final class EventFeed extends ForwardingSource {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Deque<ChangeStreamDocument<BsonDocument>> events = new ArrayDeque<>();

    /** @param documents is asked for documents */
    EventFeed(ChangeSource documents) {
        super(documents);
    }

    /** Adds events to the end of the stream. */
    void give(List<ChangeStreamDocument<BsonDocument>> more) {
        lock.lock();
        try {
            events.addAll(more);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the events back that nobody has read. */
    List<ChangeStreamDocument<BsonDocument>> takeBack() {
        lock.lock();
        try {
            List<ChangeStreamDocument<BsonDocument>> unread = new ArrayList<>(events);
            events.clear();
            return unread;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return new Cursor();
    }

    private final class Cursor implements ChangeCursor {
        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long nanos = patience.toNanos();
                while (events.isEmpty() && nanos > 0) {
                    nanos = given.awaitNanos(nanos);
                }
                return events.poll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.empty();
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return events.size();
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
