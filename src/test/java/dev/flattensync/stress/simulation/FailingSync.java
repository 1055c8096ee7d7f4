package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/** Keeps the tables in step for a few changes, and then fails for good. */
public final class FailingSync implements SyncUnderTest {
    /** How many changes go well. */
    static final int GOOD_CHANGES = 20;

    private final EmbeddedSync sync = new EmbeddedSync();
    private final List<CompletableFuture<Void>> good = new ArrayList<>();
    private CompletableFuture<Void> failure;

    @Override
    public void start(Context context) throws Exception {
        sync.start(context);
    }

    @Override
    public synchronized CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        if (good.size() < GOOD_CHANGES) {
            CompletableFuture<Void> visible = sync.whenVisible(clusterTime);
            good.add(visible);
            return visible;
        }
        if (failure == null) {
            failure = failOnceTheGoodAreDone();
        }
        return failure;
    }

    /** To stop while they are under way would fail some of them too, on a slow machine. */
    private CompletableFuture<Void> failOnceTheGoodAreDone() {
        // The thread that tells that they are done is one that stop() waits for.
        return CompletableFuture.allOf(good.toArray(CompletableFuture<?>[]::new))
                .thenRunAsync(() -> {
                    sync.stop();
                    throw new IllegalStateException("the sync has failed");
                });
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
