package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Blog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody reads the tables all the while that new snapshots replace them. */
@ExtendWith(TestPostgres.class)
class SnapshotReadersTest {
    private static final int SNAPSHOTS = 8;
    private static final int READS_BETWEEN = 5;
    private static final int PATIENCE_SECONDS = 60;

    /** Each document has as many posts and comments as there are documents, so the tables are of equal length. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select (select count(*) from flattensync_blog.users), (select count(*) from flattensync_blog.posts),"
                        + " (select count(*) from flattensync_blog.comments)",
                "select (select count(*) from flattensync_blog.comments), (select count(*) from flattensync_blog.posts),"
                        + " (select count(*) from flattensync_blog.users)",
                "select count(*) from flattensync_blog.users; select count(*) from flattensync_blog.comments",
                "select count(*) from flattensync_blog.comments; select count(*) from flattensync_blog.users"
            })
    void aReaderSeesTheFormerTablesOrTheNewOnesAndNothingElse(String query, PostgresAddress postgres) throws Exception {
        Blog blog = new Blog();
        ChangeLog log = blog.log(document(1), document(2), document(3));
        SyncSettings settings =
                new SyncSettings(new FlatLayout(blog.mapping(), FlatSchema.all().get(0)), postgres, "flattensync_blog");
        FlattenSync.takeSnapshot(settings, log);
        try (Reader reader = new Reader(postgres, query)) {
            for (int i = 0; i < SNAPSHOTS; i++) {
                reader.awaitMore(READS_BETWEEN);
                log.apply(blog.insert(document(4 + i)));
                FlattenSync.takeSnapshot(settings, log);
            }
            reader.awaitMore(READS_BETWEEN);
            assertThat(reader.newest).isEqualTo(3 + SNAPSHOTS);
        }
    }

    private static String document(int id) {
        return "{_id: '%1$d', posts: [{_id: 'p%1$d', comments: [{_id: 'c%1$d'}]}]}".formatted(id);
    }

    /** Reads again and again, each time in one transaction. */
    private static final class Reader implements AutoCloseable {
        private final PostgresAddress postgres;
        private final String query;
        private final Thread thread = new Thread(this::read, "reader");
        private volatile long newest;
        private volatile int reads;
        private volatile boolean closed;
        private volatile Throwable failure;

        Reader(PostgresAddress postgres, String query) {
            this.postgres = postgres;
            this.query = query;
            thread.start();
        }

        private void read() {
            try (Connection connection = postgres.connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                while (!closed) {
                    List<Long> counts = counts(statement);
                    connection.commit();
                    assertThat(counts).containsOnly(counts.get(0));
                    assertThat(counts.get(0)).isGreaterThanOrEqualTo(newest).isGreaterThanOrEqualTo(3);
                    newest = counts.get(0);
                    reads++;
                }
            } catch (SQLException | AssertionError e) {
                failure = e;
            }
        }

        private List<Long> counts(Statement statement) throws SQLException {
            List<Long> counts = new ArrayList<>();
            for (String one : query.split("; ")) {
                try (ResultSet rows = statement.executeQuery(one)) {
                    rows.next();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        counts.add(rows.getLong(i));
                    }
                }
            }
            return counts;
        }

        void awaitMore(int more) {
            int enough = reads + more;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (reads < enough) {
                assertThat(failure).isNull();
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public void close() {
            closed = true;
            try {
                thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(failure).isNull();
        }
    }
}
