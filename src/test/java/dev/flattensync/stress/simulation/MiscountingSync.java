package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/** Keeps the tables in step, but counts a row too few: it looks as if somebody else had written it. */
public final class MiscountingSync implements SyncUnderTest {
    private final EmbeddedSync sync = new EmbeddedSync();

    @Override
    public void start(Context context) throws Exception {
        sync.start(context);
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return sync.whenVisible(clusterTime);
    }

    @Override
    public OptionalLong rowsWritten() {
        return OptionalLong.of(sync.rowsWritten().orElseThrow() - 1);
    }

    @Override
    public void stop() {
        sync.stop();
    }
}
