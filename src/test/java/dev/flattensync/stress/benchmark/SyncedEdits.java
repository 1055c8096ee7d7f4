package dev.flattensync.stress.benchmark;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.FlattenSync;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.BsonDocument;

/** Edits that the sync brings into the tables. */
final class SyncedEdits {
    private static final long PATIENCE_SECONDS = 60;

    private final ReadyEvents events;
    private final FlattenSync sync;

    /** @param events which the sync follows */
    SyncedEdits(ReadyEvents events, FlattenSync sync) {
        this.events = events;
        this.sync = sync;
    }

    /**
     * When what had become of an edit, in nanoseconds from when its event was published.
     *
     * @param delivered the sync's thread had it
     * @param visible it was committed
     * @param told the one who waited for that went on
     */
    record Times(long delivered, long visible, long told) {}

    /**
     * Does an edit and waits until it is visible.
     *
     * @throws ExecutionException if the sync has failed
     * @throws TimeoutException if it takes over a minute
     */
    Times edit(CommentEdit edit) throws InterruptedException, ExecutionException, TimeoutException {
        ChangeStreamDocument<BsonDocument> event = events.apply(edit.operation());
        long start = System.nanoTime();
        events.publish(event);
        CompletableFuture<Long> visible =
                sync.whenVisible(event.getClusterTime()).thenApply(done -> System.nanoTime());
        long committed = visible.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        long told = System.nanoTime();
        return new Times(events.deliveredNanos() - start, committed - start, told - start);
    }
}
