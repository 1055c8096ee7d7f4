package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.StreamPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;

/**
 * All events of a replica set, numbered from 1, in the order of their cluster times. It is capped: it keeps at least
 * {@value #RETAINED} events that were read.
 *
 * <p>Its lock guards the documents too, so that a write and its event are one step.
 */
final class Oplog {
    /** How many events that were read are kept, at the least, for a new cursor to resume from. */
    private static final int RETAINED = 10_000;
    /** How a token ends: that it stands for an event. */
    private static final String EVENT = "2B0229296E04";
    /** How a token ends: that it stands for the invalidation after an event. */
    private static final String INVALIDATION = "2B0229296F04";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
    private final int startSeconds;
    /** The number of the first event that is kept. */
    private long first = 1;

    private long last;

    /** @param start the cluster time before the first event */
    Oplog(Instant start) {
        this.startSeconds = (int) start.getEpochSecond();
    }

    ReentrantLock lock() {
        return lock;
    }

    long last() {
        return last;
    }

    /** The cluster time of an event. */
    BsonTimestamp time(long number) {
        return new BsonTimestamp(startSeconds, (int) number);
    }

    /** The clock at an event: a millisecond for each. */
    BsonDateTime wallTime(long number) {
        return new BsonDateTime(startSeconds * 1000L + number);
    }

    /** The token of an event. */
    BsonDocument token(long number) {
        return token(number, EVENT);
    }

    /** The token of the invalidation that follows an event. */
    BsonDocument invalidationToken(long number) {
        return token(number, INVALIDATION);
    }

    private BsonDocument token(long number, String end) {
        return new BsonDocument("_data", new BsonString("82%08X%08X%s".formatted(startSeconds, number, end)));
    }

    static boolean isInvalidation(BsonDocument token) {
        return token.getString("_data").getValue().endsWith(INVALIDATION);
    }

    StreamPosition position(long number) {
        return new StreamPosition(time(number), token(number));
    }

    void publish(ChangeStreamDocument<BsonDocument> event) {
        last++;
        events.add(event);
        published.signalAll();
    }

    /**
     * Waits for an event to be there.
     *
     * @return how many nanoseconds of the patience are left; none if it isn't there yet
     */
    long await(long nanos) throws InterruptedException {
        return published.awaitNanos(nanos);
    }

    /** An event by its number; those well before it may be forgotten. */
    ChangeStreamDocument<BsonDocument> read(long number) {
        ChangeStreamDocument<BsonDocument> event = get(number);
        // Trimmed in large steps, since each step moves all that stays.
        if (number + 1 - first > 2 * RETAINED) {
            events.subList(0, RETAINED).clear();
            first += RETAINED;
        }
        return event;
    }

    ChangeStreamDocument<BsonDocument> get(long number) {
        requireKept(number);
        return events.get((int) (number - first));
    }

    boolean isKept(long number) {
        return number >= first && number <= last;
    }

    void requireKept(long number) {
        if (number < first) {
            throw new HistoryLostException(
                    "the change log starts at event %d, resume from %d is not possible".formatted(first, number), null);
        }
    }
}
