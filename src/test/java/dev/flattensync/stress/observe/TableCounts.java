package dev.flattensync.stress.observe;

import java.time.Duration;
import java.util.Optional;

/**
 * A reading of an arm's tables.
 *
 * @param rows what PostgreSQL has counted so far, up to {@link #DELAY} late; empty if it does not count
 *     ({@code track_counts} is off), or not reliably: before version 15 statistics travelled by datagrams, which could
 *     be lost
 * @param sizes the size as of now
 */
public record TableCounts(Optional<RowCounts> rows, TableSizes sizes) {
    /**
     * How long after its last statement a session has handed in all its counts: it does so at most once a second, and
     * when it falls idle before that, ten seconds later ({@code PGSTAT_MIN_INTERVAL} and {@code PGSTAT_IDLE_INTERVAL}
     * in PostgreSQL's {@code pgstat.c}). One that ends hands them in at once.
     */
    public static final Duration DELAY = Duration.ofSeconds(11);
}
