package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.SyncState;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FencedOffException;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.ShadowSchema;
import dev.flattensync.store.StaleTablesException;
import dev.flattensync.stress.environment.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots, of sources that never stand still, and in the place of tables that are in use. */
@ExtendWith(TestPostgres.class)
class SnapshotTest {
    private static final long SEED = Long.getLong("snapshot.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final FlatSchema SCHEMA1 = FlatSchema.all().get(0);
    private static final DocumentMapping USERS_ONLY = MappingReader.read(
            "test",
            ConfigFactory.parseString(
                    "collection = users, element = user, link = u, fields = [ name text ], arrays = []"));

    @ParameterizedTest
    @CsvSource({"0, 1, true", "0, 1, false", "1, 3, false", "2, 2, false"})
    void writersMayGoOnWhileASnapshotIsTaken(int schema, int partitions, boolean consistent, PostgresAddress postgres)
            throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(schema), SEED);
        SyncSettings settings = blog.settings().withPartitions(partitions);
        try (BackgroundWriter writer = BackgroundWriter.start(blog)) {
            SlowSource source = new SlowSource(blog.log(), consistent, () -> writer.awaitMore(5));
            try (FlattenSync sync = FlattenSync.start(settings, source)) {
                blog.awaitVisible(sync);
                writer.stop();
                blog.awaitVisible(sync);
                await(() -> sync.state() == SyncState.TAILING);
            }
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertThat(blog.listener().states())
                .isEqualTo(
                        consistent
                                ? List.of(SyncState.SNAPSHOT, SyncState.TAILING, SyncState.STOPPED)
                                : List.of(
                                        SyncState.SNAPSHOT,
                                        SyncState.CATCHING_UP,
                                        SyncState.TAILING,
                                        SyncState.STOPPED));
        assertThat(blog.marks()).hasSize(partitions).allMatch(Checkpoint.Mark::caughtUp);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 3", "2, 2"})
    void aSyncThatIsStoppedWhileItCatchesUpGoesOnCatchingUp(int schema, int partitions, PostgresAddress postgres)
            throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(schema), SEED);
        SyncSettings settings =
                blog.settings().withPartitions(partitions).withLimits(new ChangeBatch.Limits(3, 1 << 20));
        SlowSource source = new SlowSource(blog.log(), false, () -> blog.change(10));
        FlattenSync.takeSnapshot(settings, source);
        for (int stop = 0; stop < 5; stop++) {
            assertThat(blog.marks()).as("stop %d", stop).anyMatch(mark -> !mark.caughtUp());
            int batches = blog.listener().batches().size();
            try (FlattenSync sync = FlattenSync.start(settings, source)) {
                await(() -> blog.listener().batches().size() > batches);
                assertThat(sync.state()).isEqualTo(SyncState.CATCHING_UP);
            }
            blog.change(50);
        }
        try (FlattenSync sync = FlattenSync.start(settings, source)) {
            blog.awaitVisible(sync);
            await(() -> sync.state() == SyncState.TAILING);
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertThat(blog.marks()).hasSize(partitions).allMatch(Checkpoint.Mark::caughtUp);
    }

    @Test
    void privilegesOnTheFormerTablesStay(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        blog.execute("grant select on %s.posts to pg_monitor with grant option; grant select on %s.users to public");
        blog.change(5);
        FlattenSync.takeSnapshot(blog.settings(), blog.log());

        assertThat(blog.text("select has_table_privilege('pg_monitor', '%s.posts', 'select with grant option')"
                        + " and has_table_privilege('pg_monitor', '%s.users', 'select')"
                        + " and not has_table_privilege('pg_monitor', '%s.comments', 'select')"
                        + " and not has_table_privilege('pg_monitor', '%s.posts', 'update')"))
                .isEqualTo("t");
        assertThat(blog.differences()).isEmpty();
    }

    @Test
    void aSnapshotThatFailsLeavesTheFormerTables(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        AtomicInteger read = new AtomicInteger();
        SlowSource failing = new SlowSource(blog.log(), true, () -> {
            if (read.incrementAndGet() == 10) {
                throw new IllegalStateException("the source is gone");
            }
        });

        assertThatThrownBy(() -> FlattenSync.takeSnapshot(blog.settings(), failing))
                .hasMessage("the source is gone");
        assertThat(blog.differences()).isEmpty();

        blog.change(20);
        try (FlattenSync sync = FlattenSync.start(blog.settings(), blog.log())) {
            blog.awaitVisible(sync);
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertThat(blog.listener().states()).doesNotContain(SyncState.FAILED);
        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        assertThat(blog.differences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSourceThatHasLostItsHistoryIsLoadedAnew(boolean whileRunning, PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        SyncSettings settings = blog.settings().withPartitions(2);
        ForgetfulSource source = new ForgetfulSource(blog.log());
        FlattenSync sync = FlattenSync.start(settings, source);
        try {
            blog.change(20);
            blog.awaitVisible(sync);
            if (!whileRunning) {
                sync.close();
                blog.change(20);
            }
            source.forget();
            if (!whileRunning) {
                sync = FlattenSync.start(settings, source);
            }
            await(() -> blog.listener().states().stream()
                            .filter(SyncState.SNAPSHOT::equals)
                            .count()
                    == 2);
            blog.change(20);
            blog.awaitVisible(sync);
        } finally {
            sync.close();
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
        assertThat(blog.listener().states())
                .containsSubsequence(SyncState.TAILING, SyncState.SNAPSHOT, SyncState.TAILING, SyncState.STOPPED);
    }

    @Test
    void tablesMadeForAnotherFlatSchemaAreRefusedUntilANewSnapshot(PostgresAddress postgres) throws Exception {
        SyncedBlog former = new SyncedBlog(postgres, SCHEMA1, SEED);
        FlattenSync.takeSnapshot(former.settings(), former.log());
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(1), SEED);

        assertThatThrownBy(() -> FlattenSync.start(blog.settings(), blog.log()))
                .isInstanceOf(StaleTablesException.class)
                .hasMessageContaining("bring the former mapping back, or take a new snapshot");
        assertThat(former.differences()).isEmpty();

        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        follow(blog);
    }

    @Test
    void tablesMadeForAnotherMappingAreRefusedUntilANewSnapshot(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        SyncSettings former = new SyncSettings(
                new FlatLayout(USERS_ONLY, SCHEMA1), postgres, blog.settings().postgresSchema());
        FlattenSync.takeSnapshot(former, blog.log());

        assertThatThrownBy(() -> FlattenSync.start(blog.settings(), blog.log()))
                .isInstanceOf(StaleTablesException.class)
                .hasMessageContaining("take a new snapshot");

        FlattenSync.takeSnapshot(blog.settings(), blog.log());
        follow(blog);
    }

    private static void follow(SyncedBlog blog) throws Exception {
        blog.change(20);
        try (FlattenSync sync = FlattenSync.start(blog.settings(), blog.log())) {
            blog.awaitVisible(sync);
        }
        assertThat(blog.differences()).as(seed()).isEmpty();
    }

    @Test
    void aSecondSyncIsRefusedAndTheFirstGoesOn(PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        SyncSettings second = blog.settings().withListener(new RecordingListener());
        try (FlattenSync first = FlattenSync.start(blog.settings(), blog.log())) {
            blog.awaitVisible(first);

            assertThatThrownBy(() -> FlattenSync.start(second, blog.log()))
                    .isInstanceOf(FencedOffException.class)
                    .hasMessageContaining("found another sync running on them; stop one of them");
            assertThatThrownBy(() -> FlattenSync.takeSnapshot(second, blog.log()))
                    .isInstanceOf(FencedOffException.class);

            blog.change(20);
            blog.awaitVisible(first);
            assertThat(blog.differences()).as(seed()).isEmpty();
        }
        follow(blog);
    }

    static List<String> namesTheSyncNeeds() {
        return List.of("flattensync_blog", new ShadowSchema("flattensync_blog").name());
    }

    @ParameterizedTest
    @MethodSource("namesTheSyncNeeds")
    void aSchemaThatSomebodyElseMadeIsNeverTouched(String name, PostgresAddress postgres) throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, SCHEMA1, SEED);
        blog.execute("create schema " + name);
        blog.execute("create table " + name + ".users as select 1 as kept");

        assertThatThrownBy(() -> FlattenSync.start(blog.settings(), blog.log()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("\"" + name + "\" exists and was not made by flatten-sync-stress");
        assertThatThrownBy(() -> FlattenSync.takeSnapshot(blog.settings(), blog.log()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("rename or drop it");

        assertThat(blog.text("select kept from " + name + ".users")).isEqualTo("1");
        assertThat(blog.text("select string_agg(tablename, ' ') from pg_tables where schemaname = '" + name + "'"))
                .isEqualTo("users");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(seed()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String seed() {
        return "-Dsnapshot.seed=" + SEED;
    }
}
