package dev.flattensync.stress.verify;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.RowCopy;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;

/**
 * Compares tables with documents, row by row.
 *
 * <p>The rows that the documents say there should be are sent to temporary tables by {@code COPY}, and PostgreSQL
 * compares these with the real ones as multisets. So what is equal is what PostgreSQL holds for equal, a row that is
 * there twice is found, and a million rows take seconds.
 */
public final class TableComparison {
    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final FlatSql sql;

    /**
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema that holds them
     */
    public TableComparison(PostgresAddress postgres, FlatLayout layout, String postgresSchema) {
        this.postgres = postgres;
        this.layout = layout;
        this.sql = new FlatSql(layout, postgresSchema);
    }

    /**
     * What was found.
     *
     * @param rows how many rows the documents take
     * @param differences the first rows that differ, in words; empty if every table is equal
     */
    public record Outcome(long rows, List<String> differences) {

        /** Copies the differences. */
        public Outcome {
            differences = List.copyOf(differences);
        }

        /** Whether every table is what the documents say. */
        public boolean equal() {
            return differences.isEmpty();
        }
    }

    /**
     * Compares all tables.
     *
     * @param documents all documents of the collection
     * @param most how many differing rows to name, for each table and direction
     * @throws SQLException if PostgreSQL refuses
     */
    public Outcome compare(Iterable<BsonDocument> documents, int most) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set work_mem = '512MB'");
            for (FlatTable table : layout.tables()) {
                statement.execute("create temporary table " + expected(table) + " (like " + sql.name(table) + ")");
            }
            long[] rows = new long[1];
            new RowCopy(connection, layout, this::expected, new WriteCounter())
                    .run(
                            StreamSupport.stream(documents.spliterator(), false)
                                    .<FlatElement>map(document -> Flattener.document(layout.mapping(), document))
                                    .iterator(),
                            sent -> rows[0] = sent);
            List<String> differences = new ArrayList<>();
            for (FlatTable table : layout.tables()) {
                statement.execute("analyze " + expected(table));
                differences.addAll(only(statement, table, expected(table), sql.name(table), "is missing", most));
                differences.addAll(
                        only(statement, table, sql.name(table), expected(table), "should not be there", most));
            }
            return new Outcome(rows[0], differences);
        }
    }

    private static List<String> only(
            Statement statement, FlatTable table, String in, String notIn, String problem, int most)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("select row_to_json(d) from (select * from " + in
                + " except all select * from " + notIn + ") d order by row_to_json(d)::text limit " + most)) {
            while (found.next()) {
                rows.add("table \"" + table + "\": the row " + found.getString(1) + " " + problem);
            }
        }
        return rows;
    }

    /** Numbered: a name made from the table's could be too long. */
    private String expected(FlatTable table) {
        return "pg_temp." + Identifiers.quoted("expected_" + layout.tables().indexOf(table));
    }
}
