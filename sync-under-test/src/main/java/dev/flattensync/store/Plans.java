package dev.flattensync.store;

/** How PostgreSQL plans the statements of a sync. */
public enum Plans {
    /**
     * Generic plans with index access and nested loops only, which never change with the statistics. Without it the
     * planner turns to full scans at a million rows when statistics are stale. Made for tables with the indexes of
     * their flat schema.
     */
    PINNED,
    /** Whatever the planner thinks best. For tables without indexes, and to see what pinning is good for. */
    FREE
}
