package dev.flattensync.stress.environment;

import dev.flattensync.FlattenSync;
import dev.flattensync.OnViolation;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.store.Plans;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/** This project's own sync, in the rig's JVM. */
public final class EmbeddedSync implements SyncUnderTest {
    private FlattenSync sync;

    @Override
    public void start(Context context) throws SQLException {
        Keys keys = new Keys("stress.sync", context.settings());
        Keys batch = keys.at("batch");
        SyncSettings settings = new SyncSettings(context.layout(), context.postgres(), context.postgresSchema())
                .withLimits(new ChangeBatch.Limits(batch.count("events"), batch.bytes("bytes")))
                .withPartitions(keys.count("partitions"))
                .withRemembered(keys.countOrZero("remembered"))
                .withOnViolation(keys.choice("on-violation", OnViolation.values()))
                .withPlans(keys.choice("plans", Plans.values()));
        sync = FlattenSync.start(settings, context.changes());
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return sync.whenVisible(clusterTime);
    }

    @Override
    public OptionalLong rowsWritten() {
        return OptionalLong.of(sync.rowsWritten());
    }

    @Override
    public void stop() {
        if (sync != null) {
            sync.close();
        }
    }
}
