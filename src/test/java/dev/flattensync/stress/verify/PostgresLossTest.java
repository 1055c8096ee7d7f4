package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.SyncState;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.verify.CuttingProxy.Cut;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sync loses PostgreSQL, in every way that it can be lost, and goes on where it was when it is back. */
@ExtendWith(TestPostgres.class)
class PostgresLossTest {
    private static final long SEED = Long.getLong("loss.seed", System.nanoTime());
    private static final int BACKENDS = 20;
    private static final int CRASHES = 3;
    private static final int OPERATIONS_A_ROUND = 10;
    private static final int CUTS_OF_EACH_KIND = 7;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RandomGenerator random = new SplittableRandom(SEED);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3"})
    void backendsThatAreTerminatedAreReplaced(int schema, int partitions, PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(schema), SEED);
        try (FlattenSync sync = FlattenSync.start(blog.settings().withPartitions(partitions), blog.log())) {
            try (BackgroundWriter writer = BackgroundWriter.start(blog)) {
                blog.awaitVisible(sync);
                for (int killed = 0; killed < BACKENDS; killed += terminated(postgres, random.nextBoolean())) {
                    int batches = blog.listener().batches().size();
                    await(() -> blog.listener().batches().size() > batches);
                    LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
                }
                writer.awaitMore(10);
            }
            blog.awaitVisible(sync);

            assertThat(sync.state()).as(seed()).isEqualTo(SyncState.TAILING);
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertLostAndBack(blog);
    }

    @Test
    void aPostgresThatCrashesAndComesBackIsGoneOnWith() throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres()) {
            SyncedBlog blog =
                    new SyncedBlog(postgres.address(), FlatSchema.all().get(2), SEED);
            try (FlattenSync sync = FlattenSync.start(blog.settings().withPartitions(2), blog.log())) {
                try (BackgroundWriter writer = BackgroundWriter.start(blog)) {
                    blog.awaitVisible(sync);
                    for (int i = 0; i < CRASHES; i++) {
                        LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
                        postgres.crash();
                        await(() -> sync.state() == SyncState.RECONNECTING);
                        postgres.start();
                        writer.awaitMore(10);
                        blog.awaitVisible(sync);
                    }
                }
                blog.awaitVisible(sync);
            }
            assertThat(blog.differences()).as(seed()).isEmpty();
            assertLostAndBack(blog);
        }
    }

    @Test
    void aPostgresThatStaysAwayLongerThanThePatienceStopsTheSync() throws Exception {
        try (RestartablePostgres postgres = new RestartablePostgres()) {
            SyncedBlog blog =
                    new SyncedBlog(postgres.address(), FlatSchema.all().get(0), SEED);
            SyncSettings settings = blog.settings().withPatience(Duration.ofMillis(500));
            try (FlattenSync sync = FlattenSync.start(settings, blog.log())) {
                blog.change(10);
                blog.awaitVisible(sync);
                postgres.crash();
                blog.change(10);

                assertThatThrownBy(() -> blog.awaitVisible(sync))
                        .hasCauseInstanceOf(SQLException.class)
                        .hasMessageContaining("refused");
                assertThat(sync.state()).isEqualTo(SyncState.FAILED);
                assertThat(blog.listener().states())
                        .containsSubsequence(SyncState.TAILING, SyncState.RECONNECTING, SyncState.FAILED);
                assertThat(blog.listener().failures()).singleElement().isInstanceOf(SQLException.class);
            }
            postgres.start();
            try (FlattenSync again = FlattenSync.start(settings, blog.log())) {
                blog.awaitVisible(again);
            }
            assertThat(blog.differences()).as(seed()).isEmpty();
        }
    }

    @Test
    void thePatienceBeginsWhenPostgresIsLost(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(0), SEED);
        Duration patience = Duration.ofMillis(300);
        try (FlattenSync sync = FlattenSync.start(blog.settings().withPatience(patience), blog.log())) {
            blog.awaitVisible(sync);
            try (Connection holder = postgres.connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("lock table " + blog.settings().postgresSchema() + ".flattensync_checkpoint");
                blog.change(1);
                await(() -> waitsForLock(postgres));
                // Longer than the patience, before anything is lost.
                LockSupport.parkNanos(2 * patience.toNanos());
                terminated(postgres, true);
            }
            blog.awaitVisible(sync);
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertLostAndBack(blog);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3"})
    void aCommitOfUnknownOutcomeIsDoneOnce(int schema, int partitions, PostgresAddress postgres) throws Exception {
        AtomicBoolean cutting = new AtomicBoolean();
        AtomicInteger commits = new AtomicInteger();
        Cut[] kinds = Cut.values();
        // Every kind in turn, with commits that go through in between, so that the sync gets on.
        try (CuttingProxy proxy = new CuttingProxy(
                port(postgres),
                () -> cutting.get() && commits.incrementAndGet() % 3 == 0
                        ? kinds[1 + commits.get() / 3 % (kinds.length - 1)]
                        : Cut.NONE)) {
            SyncedBlog blog =
                    new SyncedBlog(through(proxy, postgres), FlatSchema.all().get(schema), SEED);
            try (FlattenSync sync = FlattenSync.start(blog.settings().withPartitions(partitions), blog.log())) {
                blog.awaitVisible(sync);
                cutting.set(true);
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (Stream.of(kinds).anyMatch(cut -> proxy.done(cut) < CUTS_OF_EACH_KIND)) {
                    assertThat(System.nanoTime()).as(seed()).isLessThan(deadline);
                    blog.change(OPERATIONS_A_ROUND);
                    blog.awaitVisible(sync);
                }
                cutting.set(false);
                blog.change(OPERATIONS_A_ROUND);
                blog.awaitVisible(sync);
            }
            assertThat(blog.differences()).as(seed()).isEmpty();
            assertLostAndBack(blog);
        }
    }

    @Test
    void aSnapshotThatLosesPostgresIsTakenAnew(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(0), SEED);
        AtomicBoolean lost = new AtomicBoolean();
        SlowSource source = new SlowSource(blog.log(), true, () -> {
            if (lost.compareAndSet(false, true)) {
                terminated(postgres, true);
            }
        });
        try (FlattenSync sync = FlattenSync.start(blog.settings(), source)) {
            blog.awaitVisible(sync);
        }
        assertThat(lost).isTrue();
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertThat(blog.listener().states())
                .containsSubsequence(SyncState.SNAPSHOT, SyncState.RECONNECTING, SyncState.SNAPSHOT, SyncState.TAILING);
    }

    private static void assertLostAndBack(SyncedBlog blog) {
        List<SyncState> states = blog.listener().states();
        assertThat(states).containsSubsequence(SyncState.TAILING, SyncState.RECONNECTING, SyncState.TAILING);
        assertThat(states).last().isEqualTo(SyncState.STOPPED);
        assertThat(blog.listener().failures()).isEmpty();
    }

    /** Terminates the sync's backends, all or one of them, and says how many. */
    private static int terminated(PostgresAddress postgres, boolean all) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) filter (where pg_terminate_backend(pid))"
                        + " from (select pid from pg_stat_activity where application_name = 'flatten-sync'"
                        + " and datname = current_database() order by random()" + (all ? "" : " limit 1")
                        + ") of_sync")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean waitsForLock(PostgresAddress postgres) {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select from pg_stat_activity where application_name = 'flatten-sync'"
                                + " and datname = current_database() and wait_event_type = 'Lock'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(seed()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static int port(PostgresAddress postgres) {
        return URI.create(postgres.url().substring("jdbc:".length())).getPort();
    }

    private static PostgresAddress through(CuttingProxy proxy, PostgresAddress postgres) {
        return new PostgresAddress(
                postgres.url().replace(":" + port(postgres) + "/", ":" + proxy.port() + "/") + "?sslmode=disable",
                postgres.user(),
                postgres.password());
    }

    private static String seed() {
        return "-Dloss.seed=" + SEED;
    }
}
