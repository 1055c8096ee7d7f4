package dev.flattensync.stress.benchmark;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** A sync that drains a stream. */
final class SyncArm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SyncUnderTest sync;
    private final EventFeed feed;

    /** @param sync follows the feed already */
    SyncArm(SyncUnderTest sync, EventFeed feed) {
        this.sync = sync;
        this.feed = feed;
    }

    /**
     * Gives it events all at once, and waits until they are visible, or the time is over.
     *
     * @param box after which it gets no more of them
     * @return those that it did not take
     */
    List<ChangeStreamDocument<BsonDocument>> drain(List<ChangeStreamDocument<BsonDocument>> events, Duration box)
            throws InterruptedException, ExecutionException, TimeoutException {
        BsonTimestamp end = events.get(events.size() - 1).getClusterTime();
        feed.give(events);
        try {
            sync.whenVisible(end).get(box.toNanos(), TimeUnit.NANOSECONDS);
            return List.of();
        } catch (TimeoutException timeIsOver) {
            List<ChangeStreamDocument<BsonDocument>> rest = feed.takeBack();
            if (rest.isEmpty()) {
                await(end);
            } else {
                // There were more events when it took its last: their time may be the same, for all it knows.
                long last = events.get(events.size() - rest.size() - 1)
                        .getClusterTime()
                        .getValue();
                await(new BsonTimestamp(last - 1));
            }
            return rest;
        }
    }

    /** Gives it of what it did not take the last event of each document, for a sync that needs no others. */
    void catchUp(List<ChangeStreamDocument<BsonDocument>> rest)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (rest.isEmpty()) {
            return;
        }
        Map<BsonValue, ChangeStreamDocument<BsonDocument>> last = new LinkedHashMap<>();
        for (ChangeStreamDocument<BsonDocument> event : rest) {
            BsonValue id = event.getDocumentKey().get("_id");
            last.remove(id);
            last.put(id, event);
        }
        List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>(last.values());
        feed.give(events);
        await(events.get(events.size() - 1).getClusterTime());
    }

    private void await(BsonTimestamp time) throws InterruptedException, ExecutionException, TimeoutException {
        sync.whenVisible(time).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        sync.stop();
    }
}
