package dev.flattensync.stress.verify;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationSequence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Made-up documents, their change log, and what a sync needs to know to keep tables in step with them. */
final class SyncedBlog {
    static final int PATIENCE_SECONDS = 60;

    private static final List<Integer> SCALE = List.of(30, 4, 4);
    private static final ChangeBatch.Limits SMALL = new ChangeBatch.Limits(20, 1 << 20);
    private static final int SHOWN = 3;

    private final Blog blog = new Blog();
    private final RecordingListener listener = new RecordingListener();
    private final PostgresAddress postgres;
    private final ChangeLog log;
    private final OperationSequence operations;
    private final SyncSettings settings;

    SyncedBlog(PostgresAddress postgres, FlatSchema schema, long seed) {
        this.postgres = postgres;
        DataSet data = DataSet.synthetic(blog.mapping(), SCALE, seed);
        this.log = blog.log(data.documents());
        this.operations = data.operations(blog.mixOfAll());
        this.settings = new SyncSettings(new FlatLayout(blog.mapping(), schema), postgres, "flattensync_blog")
                .withLimits(SMALL)
                .withListener(listener);
    }

    Blog blog() {
        return blog;
    }

    ChangeLog log() {
        return log;
    }

    OperationSequence operations() {
        return operations;
    }

    /** Small batches, one partition, told to {@link #listener()}. */
    SyncSettings settings() {
        return settings;
    }

    RecordingListener listener() {
        return listener;
    }

    /** Does so many operations. */
    void change(int count) {
        for (int i = 0; i < count; i++) {
            log.apply(operations.next());
        }
    }

    /** Waits until all that was done is visible. */
    void awaitVisible(FlattenSync sync) throws Exception {
        sync.whenVisible(log.end().time()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** In what the tables differ from the documents. */
    List<String> differences() throws SQLException {
        return new TableComparison(postgres, settings.layout(), settings.postgresSchema())
                .compare(log.documents(), SHOWN)
                .differences();
    }

    List<Checkpoint.Mark> marks() throws SQLException {
        try (Connection connection = postgres.connect()) {
            return new Checkpoint(settings.postgresSchema()).read(connection);
        }
    }

    /** The first value that a query finds, as text; {@code %s} stands for the tables' PostgreSQL schema. */
    String text(String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.replace("%s", settings.postgresSchema()))) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Executes a statement; {@code %s} stands for the tables' PostgreSQL schema. */
    void execute(String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement.replace("%s", settings.postgresSchema()));
        }
    }
}
