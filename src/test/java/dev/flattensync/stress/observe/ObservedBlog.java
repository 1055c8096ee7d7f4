package dev.flattensync.stress.observe;

import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/** Loaded tables of a flat layout that nobody vacuums, and planted statements that are counted at once. */
final class ObservedBlog {
    /** Hostile, so that it must be quoted. */
    static final String SCHEMA = "ob\"served.blog";

    private static final List<Integer> SCALE = List.of(2, 3, 4);
    private static final long SEED = 11;
    /** A session that does not wait for the next second, or its end, to hand its counts in. */
    private static final String COUNT_NOW = "select pg_stat_force_next_flush()";

    private final FlatLayout layout =
            new FlatLayout(new Blog().mapping(), FlatSchema.all().get(0));
    private final PostgresAddress postgres;

    private ObservedBlog(PostgresAddress postgres) {
        this.postgres = postgres;
    }

    static ObservedBlog load(PostgresAddress postgres) throws SQLException {
        ObservedBlog blog = new ObservedBlog(postgres);
        DataSet data = DataSet.synthetic(blog.layout.mapping(), SCALE, SEED);
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            OwnedSchema.recreate(connection, SCHEMA);
            new BulkLoad(connection, blog.layout, SCHEMA)
                    .run(
                            data.documents().stream()
                                    .map(document -> Flattener.document(blog.layout.mapping(), document))
                                    .iterator(),
                            rows -> {},
                            new WriteCounter());
            statement.execute(COUNT_NOW);
        }
        for (String table : List.of("users", "posts", "comments")) {
            blog.execute("alter table %s." + table + " set (autovacuum_enabled = off)");
        }
        return blog;
    }

    FlatLayout layout() {
        return layout;
    }

    /** Executes a statement; {@code %s} stands for the tables' PostgreSQL schema. */
    void execute(String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement.replace("%s", Identifiers.quoted(SCHEMA)));
            s.execute(COUNT_NOW);
        }
    }

    TableCounts counts() throws SQLException {
        return snapshot().tables();
    }

    Snapshot snapshot() throws SQLException {
        try (Observer observer = Observer.open(postgres, OptionalLong.empty())) {
            return observer.read(layout, SCHEMA);
        }
    }
}
