package dev.flattensync.change;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.SplitEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a change stream, and opens it again from the last token when the server is gone for a while.
 *
 * <p>The driver itself opens a stream again once, without a word; only what it can't mend shows here. The server is
 * asked for more only with patience: without, the reader gets what is here already.
 */
final class MongoChangeCursor implements ChangeCursor {
    private static final Logger LOG = LoggerFactory.getLogger(MongoChangeCursor.class);

    private final MongoStream stream;
    private final MongoSourceSettings.Reconnection reconnection;
    private StreamPosition position;
    /** How far the stream was looked through without finding an event; null right after one. */
    private StreamPosition looked;
    /** Whether the last event was not the last fragment of a large one. */
    private boolean withinEvent;
    /** Null while there is no connection. */
    private MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> cursor;
    /** Null while all is well. */
    private Outage outage;

    MongoChangeCursor(MongoStream stream, MongoSourceSettings.Reconnection reconnection, StreamPosition after) {
        this.stream = stream;
        this.reconnection = reconnection;
        this.position = after;
        try {
            cursor = stream.open(position);
        } catch (MongoException e) {
            broken(e);
        }
    }

    @Override
    public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (patience.isZero()) {
            return available() > 0 ? read() : null;
        }
        ChangeStreamDocument<BsonDocument> event = null;
        while (event == null && System.nanoTime() - deadline < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long pause = outage == null ? 0 : outage.untilNextAttempt();
            if (pause > 0) {
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, deadline - System.nanoTime()));
            } else {
                event = read();
            }
        }
        return event;
    }

    @Override
    public Optional<StreamPosition> idlePosition() {
        return withinEvent ? Optional.empty() : Optional.ofNullable(looked);
    }

    @Override
    public boolean isConnected() {
        return outage == null;
    }

    @Override
    public int available() {
        return cursor == null ? 0 : cursor.available();
    }

    @Override
    public void close() {
        if (cursor != null) {
            MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> closing = cursor;
            cursor = null;
            try {
                closing.close();
            } catch (MongoException e) {
                LOG.debug("The server could not be told that a cursor is closed", e);
            }
        }
    }

    /** The next event; null if none came within the server's await time, or the stream is broken. */
    private ChangeStreamDocument<BsonDocument> read() throws InterruptedException {
        try {
            if (cursor == null) {
                cursor = stream.open(position);
            }
            ChangeStreamDocument<BsonDocument> event = cursor.tryNext();
            recovered();
            if (event == null) {
                idle();
            } else {
                advance(event);
            }
            return event;
        } catch (MongoInterruptedException e) {
            // The driver leaves the thread's flag set.
            Thread.interrupted();
            throw new InterruptedException();
        } catch (MongoException e) {
            close();
            broken(e);
            return null;
        }
    }

    private void advance(ChangeStreamDocument<BsonDocument> event) {
        SplitEvent split = event.getSplitEvent();
        looked = null;
        withinEvent = split != null && split.getFragment() < split.getOf();
        // The event that ends a stream may come without a time.
        position = event.getClusterTime() == null
                ? StreamPosition.ofToken(event.getResumeToken(), position.time())
                : new StreamPosition(event.getClusterTime(), event.getResumeToken());
        stream.read(position.time());
    }

    private void idle() {
        BsonDocument token = cursor.getResumeToken();
        if (token != null && !withinEvent) {
            StreamPosition seen = StreamPosition.ofToken(token, position.time());
            if (isNews(seen)) {
                position = seen;
                looked = seen;
            }
        }
        if (cursor.getServerCursor() == null) {
            // The server ended the stream, as it does when the collection is dropped.
            close();
        }
    }

    /** A stream's first token says where it was opened, and not yet that nothing is there. */
    private boolean isNews(StreamPosition seen) {
        boolean opening = position.resumeToken().isEmpty()
                && seen.time().getValue() <= position.time().getValue() + 1;
        return !opening && !seen.resumeToken().equals(position.resumeToken());
    }

    private void recovered() {
        if (outage != null) {
            String message = "the change stream works again after %d ms and %d failed attempts"
                    .formatted(outage.length().toMillis(), outage.attempts());
            outage = null;
            LOG.warn("{}", message);
            reconnection.told().accept(message);
        }
    }

    private void broken(MongoException e) {
        if (MongoErrors.isHistoryLost(e)) {
            throw new HistoryLostException(
                    "the change stream doesn't reach back to %d:%d any more: %s; take a new snapshot, and keep a longer oplog"
                            .formatted(
                                    position.time().getTime(), position.time().getInc(), MongoErrors.explain(e)),
                    e);
        }
        if (!MongoErrors.isTransient(e)) {
            throw new SourceLostException("the change stream can't be followed: " + MongoErrors.explain(e), e);
        }
        if (outage == null) {
            outage = new Outage(reconnection);
        }
        outage.failed();
        if (outage.hopeless()) {
            throw new SourceLostException(
                    "the change stream was given up after %d s and %d failed attempts: %s; start again when the server is back"
                            .formatted(outage.length().toSeconds(), outage.attempts(), MongoErrors.explain(e)),
                    e);
        }
        String message = "the change stream broke (%3$s); attempt %1$d to go on follows in %2$d ms"
                .formatted(
                        outage.attempts(),
                        Math.max(0, TimeUnit.NANOSECONDS.toMillis(outage.untilNextAttempt())),
                        MongoErrors.explain(e));
        LOG.warn("{}", message);
        reconnection.told().accept(message);
    }
}
