package dev.flattensync.stress.environment;

import com.typesafe.config.Config;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.PostgresAddress;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/**
 * Any sync that the rig can stress: it follows a change stream and keeps flat tables in step. To stress your own,
 * implement this with a constructor without parameters and name the class in {@code stress.sync.class}.
 */
public interface SyncUnderTest {

    /**
     * What a sync is given.
     *
     * @param changes where the change events come from
     * @param layout the tables to keep, which exist and hold the documents as they are at the start of the stream
     * @param postgres the database
     * @param postgresSchema the PostgreSQL schema of the tables; it also holds the table {@code flattensync_checkpoint}
     *     with the resume token to start from
     * @param settings what is configured below {@code stress.sync}
     */
    record Context(
            ChangeSource changes,
            FlatLayout layout,
            PostgresAddress postgres,
            String postgresSchema,
            Config settings) {}

    /**
     * Starts to follow the stream.
     *
     * @throws Exception if it can't
     */
    void start(Context context) throws Exception;

    /**
     * Waits for a change to be committed in PostgreSQL, without blocking.
     *
     * @param clusterTime the change's place in the stream
     * @return completes when all changes up to it are committed; exceptionally if they never will be
     */
    CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime);

    /**
     * How many rows of the flat tables it has inserted, updated and deleted so far. A sync that knows lets the rig find
     * out whether anybody else wrote to them; the rig then stops it before it counts.
     */
    default OptionalLong rowsWritten() {
        return OptionalLong.empty();
    }

    /**
     * Whether it keeps the tables in step, which is then checked. One that does not is run to measure the rig alone,
     * and whatever is reported of it says so.
     */
    default boolean keepsTables() {
        return true;
    }

    /** Stops and frees all it holds. Also called if it did not start, and may be called twice. */
    void stop();
}
