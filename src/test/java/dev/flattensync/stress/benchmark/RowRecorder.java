package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Records every row that a sync changes, transaction by transaction, by triggers on its tables. PostgreSQL itself says
 * what was written, so any sync can be recorded.
 */
final class RowRecorder {
    private static final String RECORD = "recorded";
    private static final int FETCH_ROWS = 10_000;

    private final PostgresAddress postgres;
    private final String postgresSchema;
    private final Map<String, RecordedTable> tables;

    /** @param postgresSchema the PostgreSQL schema of the tables, unquoted */
    RowRecorder(PostgresAddress postgres, FlatLayout layout, String postgresSchema) {
        this.postgres = postgres;
        this.postgresSchema = postgresSchema;
        this.tables =
                RecordedTable.of(layout).stream().collect(Collectors.toMap(RecordedTable::name, Function.identity()));
    }

    /**
     * Puts the triggers on the tables, which must exist.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    void install() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create unlogged table " + quoted(RECORD)
                            + " (seq bigserial, transaction bigint not null, relation text not null, before text[], after text[])");
            for (RecordedTable table : tables.values()) {
                String function = quoted("record_" + table.name());
                statement.execute("""
                        create function %s() returns trigger language plpgsql as $record$
                        begin
                          insert into %s (transaction, relation, before, after) values (
                            pg_current_xact_id()::text::bigint,
                            %s,
                            case when tg_op <> 'INSERT' then %s end,
                            case when tg_op <> 'DELETE' then %s end);
                          return null;
                        end
                        $record$""".formatted(
                                function,
                                quoted(RECORD),
                                statement.enquoteLiteral(table.name()),
                                row("old", table),
                                row("new", table)));
                statement.execute("create trigger record after insert or update or delete on " + quoted(table.name())
                        + " for each row execute function " + function + "()");
            }
        }
    }

    /**
     * Takes what was recorded since the last call.
     *
     * @return for each transaction its changes, one for each row
     * @throws SQLException if PostgreSQL refuses
     */
    List<List<RecordedChange>> take() throws SQLException {
        List<List<RecordedChange>> transactions = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(FETCH_ROWS);
            long current = -1;
            try (ResultSet rows = statement.executeQuery(
                    "select transaction, relation, before, after from " + quoted(RECORD) + " order by seq")) {
                while (rows.next()) {
                    if (rows.getLong(1) != current) {
                        current = rows.getLong(1);
                        transactions.add(new ArrayList<>());
                    }
                    transactions
                            .get(transactions.size() - 1)
                            .add(new RecordedChange(
                                    tables.get(rows.getString(2)), texts(rows, "before"), texts(rows, "after")));
                }
            }
            statement.execute("truncate " + quoted(RECORD));
            connection.commit();
        }
        return transactions.stream().map(RowRecorder::folded).toList();
    }

    /** One change for each row, even if it was changed more than once. */
    private static List<RecordedChange> folded(List<RecordedChange> transaction) {
        Map<Object, RecordedChange> byRow = new LinkedHashMap<>();
        for (RecordedChange change : transaction) {
            RecordedChange earlier = change.isInsert() ? null : byRow.remove(row(change.table(), change.before()));
            RecordedChange whole =
                    earlier == null ? change : new RecordedChange(change.table(), earlier.before(), change.after());
            if (!whole.isInsert() || !whole.isDelete()) {
                Object key = whole.isDelete() ? new Object() : row(change.table(), change.after());
                byRow.put(byRow.containsKey(key) ? new Object() : key, whole);
            }
        }
        return List.copyOf(byRow.values());
    }

    private static Object row(RecordedTable table, String[] values) {
        return List.of(table.name(), Arrays.asList(values));
    }

    private static String[] texts(ResultSet rows, String column) throws SQLException {
        return rows.getArray(column) == null
                ? null
                : (String[]) rows.getArray(column).getArray();
    }

    private static String row(String name, RecordedTable table) {
        StringJoiner values = new StringJoiner(", ", "array[", "]");
        table.columns().forEach(column -> values.add(name + "." + Identifiers.quoted(column) + "::text"));
        return values.toString();
    }

    private String quoted(String name) {
        return Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(name);
    }
}
