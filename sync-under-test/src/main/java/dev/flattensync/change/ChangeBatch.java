package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * A piece of the stream: the events of one transaction, in their order.
 *
 * @param events none if nothing came
 * @param end the place that the stream is at after them, or that was reached without finding any; empty if unknown
 * @param complete the cluster time up to which nothing is missing: before that of the last event if that is of a
 *     MongoDB transaction, whose events share one
 * @param bytes about how many bytes of BSON the events take
 * @param stop why the stream can't be followed beyond them; empty if it can
 */
public record ChangeBatch(
        List<ChangeEvent> events,
        Optional<StreamPosition> end,
        Optional<BsonTimestamp> complete,
        long bytes,
        Optional<UnsupportedChangeException> stop) {

    /** Copies the events. */
    public ChangeBatch {
        events = List.copyOf(events);
    }

    /** The stream of a source after some place, its events put together where the server has split them. */
    public static ChangeCursor open(ChangeSource source, StreamPosition after) {
        return new WholeEvents(source.open(after));
    }

    /**
     * Takes what is there, without waiting for more once there is something: small when idle, large under load.
     *
     * @param limits how much one batch may hold
     * @param patience how long to wait for the first event
     * @return the batch, without events if none came
     */
    public static ChangeBatch take(ChangeCursor cursor, Limits limits, Duration patience) throws InterruptedException {
        List<ChangeEvent> events = new ArrayList<>();
        ChangeStreamDocument<BsonDocument> last = null;
        Optional<UnsupportedChangeException> stop = Optional.empty();
        long bytes = 0;
        boolean full = false;
        ChangeStreamDocument<BsonDocument> next = cursor.next(patience);
        while (next != null && stop.isEmpty()) {
            try {
                events.add(ChangeEvent.of(next));
                bytes += EventSize.of(next);
                last = next;
                full = events.size() >= limits.events() || bytes >= limits.bytes();
                next = full ? null : cursor.next(Duration.ZERO);
            } catch (UnsupportedChangeException e) {
                stop = Optional.of(e);
            }
        }
        if (last == null) {
            Optional<StreamPosition> idle = stop.isEmpty() ? cursor.idlePosition() : Optional.empty();
            return new ChangeBatch(events, idle, idle.map(StreamPosition::time), bytes, stop);
        }
        StreamPosition end = events.get(events.size() - 1).position();
        boolean inTransaction = last.getTxnNumber() != null;
        // A server may tell several inserts of one moment without a transaction's number, too.
        boolean cut = full && (inTransaction || cursor.available() > 0);
        boolean moreOfItsTime = cut || inTransaction && (stop.isPresent() || !isPast(end.time(), cursor));
        BsonTimestamp complete = moreOfItsTime ? new BsonTimestamp(end.time().getValue() - 1) : end.time();
        return new ChangeBatch(events, Optional.of(end), Optional.of(complete), bytes, stop);
    }

    private static boolean isPast(BsonTimestamp time, ChangeCursor cursor) {
        return cursor.idlePosition().stream().anyMatch(idle -> idle.time().compareTo(time) > 0);
    }

    /** Whether no event of the time at which it ends can be missing. */
    public boolean isComplete() {
        return end.map(StreamPosition::time).equals(complete);
    }

    /** The batch with some of its events only. */
    public ChangeBatch only(Predicate<ChangeEvent> wanted) {
        return new ChangeBatch(events.stream().filter(wanted).toList(), end, complete, bytes, stop);
    }

    /** This batch and the one right after it as one. */
    public ChangeBatch plus(ChangeBatch next) {
        List<ChangeEvent> all = new ArrayList<>(events);
        all.addAll(next.events);
        return new ChangeBatch(
                all, next.end.or(() -> end), next.complete.or(() -> complete), bytes + next.bytes, next.stop);
    }

    /**
     * How much one batch may hold.
     *
     * @param events the most events
     * @param bytes about how many bytes of BSON; the event that crosses the limit is the batch's last
     */
    public record Limits(int events, long bytes) {

        /** Checks that a batch can hold something. */
        public Limits {
            if (events < 1 || bytes < 1) {
                throw new IllegalArgumentException(
                        "a batch holds at least 1 event and 1 byte: %d events, %d bytes".formatted(events, bytes));
            }
        }
    }
}
