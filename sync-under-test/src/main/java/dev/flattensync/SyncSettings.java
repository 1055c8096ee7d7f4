package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.Plans;
import dev.flattensync.store.PostgresAddress;
import java.time.Duration;

/**
 * What a {@link FlattenSync} needs to know.
 *
 * @param layout the mapping and the flat schema: the tables
 * @param postgres the database
 * @param postgresSchema the PostgreSQL schema that holds the tables and the checkpoint
 * @param limits how much one batch may hold
 * @param partitions into how many partitions documents fall, by a hash of their ids: each has a connection, a
 *     transaction and a row of the checkpoint of its own. Fixed when the tables are made.
 * @param remembered of how many ids and fields at most the hashes are kept, 8 bytes each, so that rows of large arrays
 *     need not be read to find out that they are as they were; 0 for none
 * @param onViolation what to do with a value that the mapping does not fit
 * @param plans how PostgreSQL plans its statements
 * @param patience how long to try to get a lost PostgreSQL back
 * @param listener is told how the sync is doing
 */
public record SyncSettings(
        FlatLayout layout,
        PostgresAddress postgres,
        String postgresSchema,
        ChangeBatch.Limits limits,
        int partitions,
        long remembered,
        OnViolation onViolation,
        Plans plans,
        Duration patience,
        SyncListener listener) {
    private static final ChangeBatch.Limits DEFAULT_LIMITS = new ChangeBatch.Limits(2000, 16 << 20);
    private static final long DEFAULT_REMEMBERED = 4_000_000;
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(1);

    /** Checks the numbers. */
    public SyncSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("a sync has at least 1 partition: " + partitions);
        }
        if (remembered < 0) {
            throw new IllegalArgumentException("a sync remembers 0 hashes or more: " + remembered);
        }
    }

    /**
     * The defaults: batches of 2,000 events or 16 MiB, one partition, 4 million hashes (32 MB), a violation stops it,
     * pinned plans, a minute's patience.
     */
    public SyncSettings(FlatLayout layout, PostgresAddress postgres, String postgresSchema) {
        this(
                layout,
                postgres,
                postgresSchema,
                DEFAULT_LIMITS,
                1,
                DEFAULT_REMEMBERED,
                OnViolation.FAIL,
                Plans.PINNED,
                DEFAULT_PATIENCE,
                SyncListener.NONE);
    }

    /** With other limits. */
    public SyncSettings withLimits(ChangeBatch.Limits newLimits) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                newLimits,
                partitions,
                remembered,
                onViolation,
                plans,
                patience,
                listener);
    }

    /** With another number of partitions. */
    public SyncSettings withPartitions(int newPartitions) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                newPartitions,
                remembered,
                onViolation,
                plans,
                patience,
                listener);
    }

    /** With more or fewer hashes. */
    public SyncSettings withRemembered(long newRemembered) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                partitions,
                newRemembered,
                onViolation,
                plans,
                patience,
                listener);
    }

    /** With another way to deal with violations. */
    public SyncSettings withOnViolation(OnViolation newOnViolation) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                partitions,
                remembered,
                newOnViolation,
                plans,
                patience,
                listener);
    }

    /** With other plans. */
    public SyncSettings withPlans(Plans newPlans) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                partitions,
                remembered,
                onViolation,
                newPlans,
                patience,
                listener);
    }

    /** With more or less patience. */
    public SyncSettings withPatience(Duration newPatience) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                partitions,
                remembered,
                onViolation,
                plans,
                newPatience,
                listener);
    }

    /** With a listener. */
    public SyncSettings withListener(SyncListener newListener) {
        return new SyncSettings(
                layout,
                postgres,
                postgresSchema,
                limits,
                partitions,
                remembered,
                onViolation,
                plans,
                patience,
                newListener);
    }
}
