package dev.flattensync.stress.environment;

import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/**
 * A sync that does nothing but complete: what is measured with it is the rig itself. Its tables stay as they were
 * loaded, so no run with it has a result about a schema.
 */
public final class NullSync implements SyncUnderTest {

    @Override
    public void start(Context context) {
        // Nothing to follow.
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean keepsTables() {
        return false;
    }

    @Override
    public void stop() {
        // Nothing is held.
    }
}
