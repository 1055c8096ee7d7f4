package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonTimestamp;

/** Keeps the tables in step for a few changes, and then fails for good. */
final class FailingSync implements SyncUnderTest {
    /** How many changes go well. */
    static final int GOOD_CHANGES = 20;

    private final EmbeddedSync sync = new EmbeddedSync();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void start(Context context) throws Exception {
        sync.start(context);
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        if (asked.incrementAndGet() <= GOOD_CHANGES) {
            return sync.whenVisible(clusterTime);
        }
        sync.stop();
        return CompletableFuture.failedFuture(new IllegalStateException("the sync has failed"));
    }

    @Override
    public OptionalLong rowsWritten() {
        return sync.rowsWritten();
    }

    @Override
    public void stop() {
        sync.stop();
    }
}
