package dev.flattensync.stress.environment;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/** This project's own sync, in the rig's JVM. */
public final class EmbeddedSync implements SyncUnderTest {
    private FlattenSync sync;

    @Override
    public void start(Context context) throws SQLException {
        Keys batch = new Keys("stress.sync", context.settings()).at("batch");
        ChangeBatch.Limits limits = new ChangeBatch.Limits(batch.count("events"), batch.bytes("bytes"));
        sync = FlattenSync.start(
                new SyncSettings(context.layout(), context.postgres(), context.postgresSchema(), limits),
                context.changes());
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
