package dev.flattensync.stress.benchmark;

import java.util.Locale;

/** What is measured side by side. */
enum DrainArm {
    /** The row changes that the sync made, replayed by the leanest plain JDBC. */
    LIMIT,
    /** The sync, as it is configured by default: two partitions, each with a connection. */
    SYNC,
    /** The sync with one partition, and one connection as limit has. */
    ONE_PARTITION,
    /** Delete and insert the document again, at each event. */
    REWRITE,
    /** The sync, with one event in a batch. */
    ONE_BY_ONE;

    /** As reports write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
