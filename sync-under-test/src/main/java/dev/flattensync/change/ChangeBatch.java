package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * The events of one transaction, in the order of the stream.
 *
 * @param events none if nothing came
 * @param stop why the stream can't be followed beyond them; empty if it can
 */
public record ChangeBatch(List<ChangeEvent> events, Optional<UnsupportedChangeException> stop) {

    /** Copies the events. */
    public ChangeBatch {
        events = List.copyOf(events);
    }

    /**
     * Takes what is there, without waiting for more once there is something: small when idle, large under load.
     *
     * @param limits how much one batch may hold
     * @param patience how long to wait for the first event
     * @return the batch, empty if no event came
     */
    public static ChangeBatch take(ChangeCursor cursor, Limits limits, Duration patience) throws InterruptedException {
        List<ChangeEvent> events = new ArrayList<>();
        long bytes = 0;
        ChangeStreamDocument<BsonDocument> next = cursor.next(patience);
        while (next != null) {
            try {
                events.add(ChangeEvent.of(next));
            } catch (UnsupportedChangeException e) {
                return new ChangeBatch(events, Optional.of(e));
            }
            bytes += EventSize.of(next);
            boolean full = events.size() >= limits.events() || bytes >= limits.bytes();
            next = full ? null : cursor.next(Duration.ZERO);
        }
        return new ChangeBatch(events, Optional.empty());
    }

    /** The place of the last event: what the checkpoint moves to. */
    public StreamPosition end() {
        return events.get(events.size() - 1).position();
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
