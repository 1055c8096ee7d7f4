package dev.flattensync.stress.environment;

import dev.flattensync.change.ChangeCursor;
import dev.flattensync.store.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/**
 * A sync that does nothing but complete: what is measured with it is the rig itself. It reads the stream now and then,
 * and drops what it reads, since nobody else would let the change log forget. Its tables stay as they were loaded, so
 * no run with it has a result about a schema.
 */
public final class NullSync implements SyncUnderTest {
    private static final long PAUSE_MILLIS = 100;

    private Thread reader;

    @Override
    public void start(Context context) throws SQLException {
        ChangeCursor cursor;
        try (Connection connection = context.postgres().connect()) {
            Checkpoint.Mark start =
                    new Checkpoint(context.postgresSchema()).read(connection).get(0);
            cursor = context.changes().open(start.position());
        }
        reader = new Thread(() -> drop(cursor), "null sync");
        reader.setDaemon(true);
        reader.start();
    }

    private static void drop(ChangeCursor cursor) {
        try (cursor) {
            while (!Thread.currentThread().isInterrupted()) {
                if (cursor.next(Duration.ZERO) == null) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException stopped) {
            // The end.
        }
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
        if (reader != null) {
            reader.interrupt();
        }
    }
}
