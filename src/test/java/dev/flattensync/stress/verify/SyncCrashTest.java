package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.SyncSettings;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sync's process is killed at random points, again and again, and started again: in the end every change is in the
 * tables, once. Each variant is killed {@value #KILLS} times before it may finish, so all of them over 50 times.
 *
 * <p>{@code -Dcrash.seed=...} repeats the data and the choice of points, though not what the process is at just then.
 */
@ExtendWith(TestPostgres.class)
class SyncCrashTest {
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int KILLS = 18;
    /** The first ones come by the clock: in the snapshot, or not long after. */
    private static final int KILLS_BY_CLOCK = 8;

    private static final long LONGEST_DELAY_NANOS = 250_000_000;
    private static final long LONGEST_DELAY_AFTER_BATCH_NANOS = 2_000_000;
    private static final int MOST_BATCHES = 25;
    /** How many batches more there may be until a process that has told of one is dead. */
    private static final int BATCHES_MORE = 40;

    @ParameterizedTest
    @CsvSource({"schema1, 1, true", "schema2, 3, true", "schema3, 2, false"})
    void everyChangeIsInTheTablesOnceHoweverOftenTheProcessIsKilled(
            String schema, int partitions, boolean consistent, PostgresAddress postgres) throws Exception {
        try {
            RandomGenerator random = new SplittableRandom(SEED);
            SeededStream stream = new SeededStream(SEED, consistent);
            CrashingSync.Run run = new CrashingSync.Run(
                    postgres.url(), postgres.user(), "flattensync_crash", schema, partitions, consistent, SEED);
            SyncSettings settings = run.settings(stream);

            try (SyncProcesses processes = new SyncProcesses(run)) {
                BsonTimestamp visible = new BsonTimestamp(0);
                for (int kill = 0; kill < KILLS; kill++) {
                    visible = runAndKill(processes.next(), postgres, settings, kill < KILLS_BY_CLOCK, random, visible);
                }
                SyncProcess last = processes.next();
                last.go(Integer.MAX_VALUE);
                last.await(CrashingSync.DONE::equals);
                assertThat(last.end()).as(last.output()).isZero();
            }

            assertThat(new TableComparison(postgres, settings.layout(), settings.postgresSchema())
                            .compare(stream.documents(), 3)
                            .differences())
                    .isEmpty();
            assertThat(marks(postgres, settings.postgresSchema()))
                    .hasSize(partitions)
                    .anySatisfy(mark -> assertThat(mark.position()).isEqualTo(stream.end()))
                    .allMatch(Checkpoint.Mark::caughtUp);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("failed with -Dcrash.seed=" + SEED, e);
        }
    }

    /**
     * Runs the sync for a moment and kills it.
     *
     * @param visible what was visible before
     * @return what it told is visible now
     */
    private static BsonTimestamp runAndKill(
            SyncProcess process,
            PostgresAddress postgres,
            SyncSettings settings,
            boolean byClock,
            RandomGenerator random,
            BsonTimestamp visible)
            throws Exception {
        int batches = 1 + random.nextInt(MOST_BATCHES);
        process.go(batches + BATCHES_MORE);
        process.await(CrashingSync.STARTED::equals);
        if (byClock) {
            LockSupport.parkNanos(random.nextLong(LONGEST_DELAY_NANOS));
        } else {
            for (int i = 0; i < batches; i++) {
                process.await(told -> told.startsWith(CrashingSync.COMMITTED));
            }
            LockSupport.parkNanos(random.nextLong(LONGEST_DELAY_AFTER_BATCH_NANOS));
        }
        assertThat(process.kill())
                .as("killed while it ran: %s", process.output())
                .isTrue();
        assertThat(process.told(CrashingSync.DONE)).isEmpty();
        assertThat(process.told(CrashingSync.FAILED)).isEmpty();

        List<String> committed = process.told(CrashingSync.COMMITTED);
        if (committed.isEmpty()) {
            return visible;
        }
        BsonTimestamp told = new BsonTimestamp(Long.parseLong(committed.get(committed.size() - 1)));
        assertThat(told).as("what was visible stays visible").isGreaterThanOrEqualTo(visible);
        assertThat(marks(postgres, settings.postgresSchema()))
                .as("what was told to be visible is committed")
                .anyMatch(mark -> mark.position().time().compareTo(told) >= 0);
        return told;
    }

    private static List<Checkpoint.Mark> marks(PostgresAddress postgres, String postgresSchema) throws SQLException {
        try (Connection connection = postgres.connect()) {
            return new Checkpoint(postgresSchema).read(connection);
        }
    }

    /** Processes of the same run; while one is running, the next gets ready. */
    private static final class SyncProcesses implements AutoCloseable {
        private final CrashingSync.Run run;
        private final List<SyncProcess> started = new ArrayList<>();

        SyncProcesses(CrashingSync.Run run) throws IOException {
            this.run = run;
            started.add(SyncProcess.prepare(run));
        }

        SyncProcess next() throws IOException {
            SyncProcess next = started.get(started.size() - 1);
            started.add(SyncProcess.prepare(run));
            return next;
        }

        @Override
        public void close() {
            started.forEach(SyncProcess::close);
            assertThat(started).noneMatch(SyncProcess::isAlive);
        }
    }
}
