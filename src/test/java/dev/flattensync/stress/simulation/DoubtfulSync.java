package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonTimestamp;

/** Keeps the tables in step, but says of its first changes that they failed. */
public final class DoubtfulSync implements SyncUnderTest {
    /** How many changes it says that of. */
    static final int DOUBTED = 5;

    private final EmbeddedSync sync = new EmbeddedSync();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public void start(Context context) throws Exception {
        sync.start(context);
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return asked.getAndIncrement() < DOUBTED
                ? CompletableFuture.failedFuture(new IllegalStateException("it may have failed"))
                : sync.whenVisible(clusterTime);
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
