package dev.flattensync;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bson.BsonTimestamp;

/** The place in the stream up to which everything is visible, and those who wait for it to get further. */
public final class Watermark {
    private final ConcurrentSkipListMap<BsonTimestamp, ConcurrentLinkedQueue<CompletableFuture<Void>>> waiting =
            new ConcurrentSkipListMap<>();
    private volatile BsonTimestamp reached;
    private volatile Throwable failure;

    /** @param start what is visible from the start */
    public Watermark(BsonTimestamp start) {
        this.reached = start;
    }

    /** The place. */
    public BsonTimestamp reached() {
        return reached;
    }

    /** Completes when the watermark is at or past that time; exceptionally if it never will be. */
    public CompletableFuture<Void> whenReached(BsonTimestamp time) {
        if (time.compareTo(reached) <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting.compute(time, (t, futures) -> {
            ConcurrentLinkedQueue<CompletableFuture<Void>> all =
                    futures == null ? new ConcurrentLinkedQueue<>() : futures;
            all.add(future);
            return all;
        });
        // It may have moved, or stopped for good, while we queued up.
        settle();
        return future;
    }

    /** Everything is visible up to there. */
    public void advance(BsonTimestamp to) {
        reached = to;
        settle();
    }

    /** It gets no further: those who wait get the cause, and so does everybody from now on. */
    public void fail(Throwable cause) {
        failure = cause;
        settle();
    }

    private void settle() {
        var visible = waiting.headMap(reached, true);
        while (!visible.isEmpty()) {
            var first = visible.pollFirstEntry();
            if (first != null) {
                first.getValue().forEach(future -> future.complete(null));
            }
        }
        while (failure != null && !waiting.isEmpty()) {
            var first = waiting.pollFirstEntry();
            if (first != null) {
                first.getValue().forEach(future -> future.completeExceptionally(failure));
            }
        }
    }
}
