package dev.flattensync;

import dev.flattensync.flatten.MappingViolationException;
import java.time.Duration;
import org.bson.BsonTimestamp;

/**
 * Is told how a sync is doing. Called by the sync's own threads, one at a time, so it must be quick; what it throws is
 * logged and goes no further.
 */
public interface SyncListener {

    /** Does nothing. */
    SyncListener NONE = new SyncListener() {};

    /**
     * What one batch did.
     *
     * @param events how many events it held
     * @param bytes about how many bytes of BSON
     * @param rowsWritten how many rows were inserted, updated or deleted for it
     * @param took from when its last event was read until all was committed
     * @param backlog how many more events there were when it was committed, as far as is known: those of a batch behind
     *     it, and those that could be had without waiting
     * @param watermark the cluster time up to which everything is visible
     * @param lag how long ago that was when it was committed, by this machine's clock; cluster times count whole
     *     seconds, so anything under a second means nothing
     * @param textsReplaced how many values held characters that PostgreSQL can't store, and were changed
     */
    record Batch(
            int events,
            long bytes,
            long rowsWritten,
            Duration took,
            int backlog,
            BsonTimestamp watermark,
            Duration lag,
            long textsReplaced) {}

    /** The sync is in another state now. */
    default void state(SyncState state) {}

    /** A batch was committed. */
    default void committed(Batch batch) {}

    /**
     * A row was left out. Told when that was committed, and again whenever the document was looked up and still did not
     * fit.
     */
    default void skipped(MappingViolationException violation) {}

    /** The sync stops for good. */
    default void failed(Throwable cause) {}
}
