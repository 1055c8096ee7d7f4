package dev.flattensync.stress.experiment;

/**
 * How long a commit waits for the disk: what no sync can get below. Timed before and after all else; this is the
 * longer.
 *
 * @param commitNanos the median time of a commit that waits until its WAL is on disk
 * @param withoutFlushNanos the median time of one that does not wait
 */
public record FlushTime(long commitNanos, long withoutFlushNanos) {

    /** The one of the two with the longer wait. */
    public FlushTime longer(FlushTime other) {
        return nanos() >= other.nanos() ? this : other;
    }

    /** The wait alone. */
    public long nanos() {
        return Math.max(0, commitNanos - withoutFlushNanos);
    }
}
