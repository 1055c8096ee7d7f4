package dev.flattensync.stress.benchmark;

/**
 * How long a bulk load took.
 *
 * @param copyNanos until all rows were sent to tables without indexes
 * @param indexNanos the indexes, and {@code vacuum analyze}
 */
record LoadTime(long copyNanos, long indexNanos) {

    /** All of it. */
    long nanos() {
        return copyNanos + indexNanos;
    }

    /** How much of it the copying is. */
    double copyShare() {
        return (double) copyNanos / nanos();
    }
}
