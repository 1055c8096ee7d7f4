package dev.flattensync.stress.benchmark;

import java.util.Locale;

/** What is measured side by side. */
enum DrainArm {
    /** The row changes that the sync made, replayed by the leanest plain JDBC. */
    LIMIT,
    /** The sync. */
    SYNC,
    /** The sync with two partitions: two connections, side by side. */
    SYNC_X2,
    /** Delete and insert the document again, at each event. */
    REWRITE,
    /** The sync, with one event in a batch. */
    ONE_BY_ONE;

    /** As reports write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
