package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncListener;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sync holds is bounded by one batch, however fast the source is and however slow PostgreSQL. */
@ExtendWith(TestPostgres.class)
class BoundedMemoryTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int OBSERVATIONS = 20;

    /** Events of a few bytes, of which the number is limited; and large ones, of which one goes over the limit. */
    @ParameterizedTest
    @CsvSource({"1, 50, 1000000, 10, 50", "3, 50, 1000000, 10, 50", "1, 1000, 64000, 10000, 7", "3, 1000, 100, 10000, 1"
    })
    void aBlockedPostgresBlocksTheSource(
            int partitions, int mostEvents, long mostBytes, int bytesOfEach, int expected, PostgresAddress postgres)
            throws Exception {
        SyncedBlog blog = new SyncedBlog(postgres, FlatSchema.all().get(0), 1);
        EndlessSource source = new EndlessSource(blog, Instant.now(), bytesOfEach);
        SyncSettings settings =
                blog.settings().withPartitions(partitions).withLimits(new ChangeBatch.Limits(mostEvents, mostBytes));
        try (FlattenSync sync = FlattenSync.start(settings, source)) {
            sync.whenVisible(source.position(1).time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS);
            long taken;
            try (Connection holder = postgres.connect();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("lock table flattensync_blog.users in exclusive mode");
                awaitBlocked(blog);
                taken = source.taken();
                for (int i = 0; i < OBSERVATIONS; i++) {
                    // One batch is blocked, one has set out behind it. The watermark passes a full batch's last event
                    // only with the next one, which might share its time.
                    assertThat(source.taken() - committed(sync)).isEqualTo(2 * expected + 1);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                }
                assertThat(source.taken()).isEqualTo(taken);
            }
            sync.whenVisible(source.position(taken + 1000).time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(blog.listener().batches())
                .extracting(SyncListener.Batch::events)
                .allMatch(events -> events <= expected);
        assertThat(blog.listener().failures()).isEmpty();
    }

    private static long committed(FlattenSync sync) {
        return sync.watermark().getInc();
    }

    private static void awaitBlocked(SyncedBlog blog) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!"t"
                .equals(blog.text("select count(*) > 0 from pg_stat_activity where application_name = 'flatten-sync'"
                        + " and datname = current_database() and wait_event_type = 'Lock'"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
