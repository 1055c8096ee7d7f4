package dev.flattensync.stress.explain;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.ColumnSource;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.stress.primary.ChangeLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tables of one flat schema, grown by PostgreSQL itself to any size: they hold the documents of {@link GrownUser}.
 * Nothing gathers statistics unless told to.
 */
final class GrownTables {
    private static final String SCHEMA = "flattensync_grown";
    /** Holds copies of the tables as they once were, for their statistics. */
    private static final String KEPT = "kept";
    /** From so many users on, indexes are made last. */
    private static final int MANY = 100;

    private static final String DROP_INDEXES = """
            do $$
            declare
                name text;
            begin
                for name in select indexrelid::regclass from pg_index where indrelid = '%s'::regclass loop
                    execute 'drop index ' || name;
                end loop;
            end $$""";

    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final FlatSql sql;
    private int users;

    private GrownTables(PostgresAddress postgres, FlatLayout layout) {
        this.postgres = postgres;
        this.layout = layout;
        this.sql = new FlatSql(layout, SCHEMA);
    }

    /** Makes them, empty. */
    static GrownTables create(PostgresAddress postgres, FlatLayout layout) throws SQLException {
        GrownTables tables = new GrownTables(postgres, layout);
        try (Connection connection = postgres.connect()) {
            OwnedSchema.recreate(connection, SCHEMA);
            new SkippedRows(SCHEMA).create(connection);
            for (FlatTable table : layout.tables()) {
                String name = tables.sql.name(table);
                execute(connection, tables.sql.createTable(table));
                execute(connection, "alter table " + name + " set unlogged");
                execute(connection, "alter table " + name + " set (autovacuum_enabled = off)");
                for (String index : tables.sql.createIndexes(table)) {
                    execute(connection, index);
                }
            }
        }
        return tables;
    }

    /**
     * Adds users up to that number. The indexes are made again where there is more to add than there is, which costs
     * half of keeping them; it also tells the planner the number of rows, but that is what it reckons from the number
     * of pages anyway.
     */
    void grow(int newUsers) throws SQLException {
        boolean indexesLast = newUsers >= MANY;
        try (Connection connection = postgres.connect()) {
            for (FlatTable table : layout.tables()) {
                if (indexesLast) {
                    execute(connection, DROP_INDEXES.formatted(sql.name(table)));
                }
                int half = (users + newUsers) / 2;
                int from = users;
                CompletableFuture<Void> first = CompletableFuture.runAsync(() -> fill(table, from, half));
                fill(table, half, newUsers);
                first.join();
                for (String index : indexesLast ? sql.createIndexes(table) : List.<String>of()) {
                    execute(connection, "set maintenance_work_mem = '512MB'; " + index);
                }
            }
        }
        users = newUsers;
    }

    private void fill(FlatTable table, int from, int to) {
        try (Connection connection = postgres.connect()) {
            execute(connection, rows(table, from, to));
        } catch (SQLException e) {
            throw new IllegalStateException("the rows of table \"" + table + "\" could not be made", e);
        }
    }

    private String rows(FlatTable table, int from, int to) {
        String values =
                table.columns().stream().map(column -> value(table, column)).collect(Collectors.joining(", "));
        StringJoiner numbers = new StringJoiner(", ", " from ", "");
        numbers.add("generate_series(%d, %d) n0".formatted(from, to - 1));
        IntStream.rangeClosed(1, table.mapping().depth())
                .forEach(depth -> numbers.add("generate_series(0, %d) n%d".formatted(GrownUser.ELEMENTS - 1, depth)));
        return "insert into " + sql.name(table) + " select " + values + numbers;
    }

    private static String value(FlatTable table, Column column) {
        if (column.source() instanceof ColumnSource.Position position) {
            return "n" + position.depth();
        } else if (column.source() instanceof ColumnSource.Id id) {
            String number = "n0";
            for (int depth = 1; depth <= id.depth(); depth++) {
                number = "(" + number + " * " + GrownUser.ELEMENTS + " + n" + depth + ")";
            }
            return "'%s' || (%d + %s)".formatted(GrownUser.PREFIXES.get(id.depth()), GrownUser.FIRST, number);
        }
        return switch (column.name()) {
            case "title" -> "'t' || (100 + n1)";
            case "name", "body", "content" -> "'" + column.name().charAt(0) + "'";
            default -> "null";
        };
    }

    /** Gathers statistics. */
    void analyze() throws SQLException {
        try (Connection connection = postgres.connect()) {
            for (FlatTable table : layout.tables()) {
                execute(connection, "analyze " + sql.name(table));
            }
        }
    }

    /** Keeps statistics as they are for the tables of now. */
    void keepStatistics() throws SQLException {
        try (Connection connection = postgres.connect()) {
            execute(connection, "create schema " + KEPT);
            for (FlatTable table : layout.tables()) {
                // A copy is the one way to have PostgreSQL keep them in its own form.
                execute(
                        connection,
                        "create unlogged table %1$s.%2$s as table %3$s; analyze %1$s.%2$s"
                                .formatted(KEPT, table.name(), sql.name(table)));
            }
        }
    }

    /** Puts those statistics back in the place of today's. */
    void putStatisticsBack() throws SQLException {
        try (Connection connection = postgres.connect()) {
            for (FlatTable table : layout.tables()) {
                execute(connection, """
                        do $$
                        declare
                            kept oid := '%1$s.%2$s'::regclass;
                            grown oid := '%3$s'::regclass;
                            columns text := (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                                where attrelid = 'pg_statistic'::regclass and attnum > 0 and attname <> 'starelid');
                        begin
                            delete from pg_statistic where starelid = grown;
                            execute format('insert into pg_statistic (starelid, %%1$s) select %%2$s, %%1$s from pg_statistic where starelid = %%3$s', columns, grown, kept);
                            update pg_class g set reltuples = k.reltuples, relpages = k.relpages from pg_class k where g.oid = grown and k.oid = kept;
                        end $$""".formatted(KEPT, table.name(), sql.name(table)));
            }
        }
    }

    /** The names of the tables. */
    Set<String> names() {
        return layout.tables().stream().map(FlatTable::name).collect(Collectors.toSet());
    }

    /**
     * A sync of these tables that takes one event at a time; they must hold the documents of the log as they are.
     *
     * @param remembered how much it remembers of rows
     */
    FlattenSync sync(PostgresAddress connected, ChangeLog log, long remembered) throws SQLException {
        try (Connection connection = postgres.connect()) {
            execute(connection, "drop table if exists " + SCHEMA + "." + Checkpoint.TABLE);
            new Checkpoint(SCHEMA).create(connection, layout, 1, new Checkpoint.Mark(log.end(), true));
        }
        return FlattenSync.start(
                new SyncSettings(layout, connected, SCHEMA)
                        .withLimits(new ChangeBatch.Limits(1, 16 << 20))
                        .withRemembered(remembered),
                log.source());
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }
}
