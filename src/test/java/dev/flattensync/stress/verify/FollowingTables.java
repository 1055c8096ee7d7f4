package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.RowCopy;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/**
 * The tables of one flat schema and a real sync that follows what a test tells it. They can be filled anew while the
 * sync runs.
 */
final class FollowingTables implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final FlatLayout layout;
    private final FlatSql sql;
    private final Connection connection;
    private final PreparedStatement select;
    private final ScriptedSource source = new ScriptedSource();
    private final FlattenSync sync;
    private List<BsonDocument> current = List.of();

    private FollowingTables(
            PostgresAddress postgres, FlatLayout layout, String postgresSchema, UnaryOperator<SyncSettings> settings)
            throws SQLException {
        this.layout = layout;
        this.sql = new FlatSql(layout, postgresSchema);
        this.connection = postgres.connect();
        OwnedSchema.recreate(connection, postgresSchema);
        new BulkLoad(connection, layout, postgresSchema)
                .run(Collections.emptyIterator(), rows -> {}, new WriteCounter());
        new SkippedRows(postgresSchema).create(connection);
        new Checkpoint(postgresSchema).create(connection, layout, 1, new Checkpoint.Mark(source.end(), true));
        connection.setAutoCommit(false);
        this.select = connection.prepareStatement(ofAllTables(this::select));
        this.sync = FlattenSync.start(settings.apply(new SyncSettings(layout, postgres, postgresSchema)), source);
    }

    /**
     * Makes empty tables and starts a sync.
     *
     * @param suffix tells its PostgreSQL schema from those of others
     */
    static FollowingTables start(PostgresAddress postgres, FlatLayout layout, String suffix) throws SQLException {
        return start(postgres, layout, suffix, UnaryOperator.identity());
    }

    /** The same with other settings. */
    static FollowingTables start(
            PostgresAddress postgres, FlatLayout layout, String suffix, UnaryOperator<SyncSettings> settings)
            throws SQLException {
        return new FollowingTables(
                postgres, layout, "flattensync_" + layout.schema().name() + "_" + suffix, settings);
    }

    FlatLayout layout() {
        return layout;
    }

    /**
     * Begins anew with other documents. So few are deleted faster than a sync is started.
     *
     * @param told whether the sync is told of them, and so may remember what it wrote; else they get into the tables
     *     without it
     */
    void fill(List<BsonDocument> documents, boolean told) throws Exception {
        // What was deleted is forgotten: the sync knows nothing of rows that come after.
        follow(
                current.stream()
                        .map(document -> told(OperationType.DELETE, document, null))
                        .toList(),
                List.of());
        if (told) {
            follow(
                    documents.stream()
                            .map(document -> told(OperationType.INSERT, document, document))
                            .toList(),
                    documents);
        } else {
            new RowCopy(connection, layout, sql::name, new WriteCounter())
                    .run(
                            documents.stream()
                                    .map(document -> Flattener.document(layout.mapping(), document))
                                    .iterator(),
                            rows -> {});
            connection.commit();
        }
        current = List.copyOf(documents);
    }

    private static ToldChange told(OperationType type, BsonDocument document, BsonDocument fullDocument) {
        return new ToldChange(type, document.get("_id"), fullDocument, null);
    }

    private void follow(List<ToldChange> batch, List<BsonDocument> documents) throws Exception {
        if (!batch.isEmpty()) {
            follow(batch, false, documents);
        }
    }

    /**
     * Gives the sync a batch and waits until it says that it is visible.
     *
     * @param inTransaction whether its events are those of one transaction
     * @param documents the documents after it, which the sync may look up
     * @throws java.util.concurrent.ExecutionException if the sync stops instead
     * @throws java.util.concurrent.TimeoutException if it takes too long
     */
    void follow(List<ToldChange> batch, boolean inTransaction, List<BsonDocument> documents) throws Exception {
        sync.whenVisible(source.publish(batch, inTransaction, documents).time())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        current = List.copyOf(documents);
    }

    /** Says, row by row, how the tables differ from the documents; empty if they don't. */
    List<String> differences(List<BsonDocument> documents) throws SQLException {
        Map<FlatTable, Map<List<Object>, Integer>> surplus = new HashMap<>();
        layout.tables().forEach(table -> surplus.put(table, new HashMap<>()));
        documents.forEach(
                new ExpectedRows(layout, (table, row) -> surplus.get(table).merge(row, -1, Integer::sum))::of);
        boolean more = select.execute();
        for (FlatTable table : layout.tables()) {
            if (!more) {
                throw new SQLException("no result for table " + table);
            }
            try (ResultSet rows = select.getResultSet()) {
                while (rows.next()) {
                    surplus.get(table).merge(row(table, rows), 1, Integer::sum);
                }
            }
            more = select.getMoreResults();
        }
        connection.commit();
        List<String> differences = new ArrayList<>();
        layout.tables()
                .forEach(table -> surplus.get(table).forEach((row, count) -> {
                    if (count != 0) {
                        differences.add("table \"%s\": %s %s"
                                .formatted(table, named(table, row), count < 0 ? "is missing" : "should not be there"));
                    }
                }));
        return differences;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            sync.close();
        }
    }

    private String ofAllTables(Function<FlatTable, String> statement) {
        return layout.tables().stream().map(statement).collect(Collectors.joining("; "));
    }

    private String select(FlatTable table) {
        return table.columns().stream()
                .map(column -> Identifiers.quoted(column.name()))
                .collect(Collectors.joining(", ", "select ", " from " + sql.name(table)));
    }

    private static List<Object> row(FlatTable table, ResultSet rows) throws SQLException {
        List<Object> values = new ArrayList<>(table.columns().size());
        for (Column column : table.columns()) {
            values.add(column.type().read(rows, values.size() + 1));
        }
        return values;
    }

    private static Map<String, Object> named(FlatTable table, List<Object> row) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            named.put(table.columns().get(i).name(), row.get(i));
        }
        return named;
    }
}
