package dev.flattensync.stress.peer;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

/** Compares a {@link JsonbTable} with documents, row by row, in PostgreSQL as {@link TableComparison} does. */
public final class JsonbComparison {
    private static final String EXPECTED = "pg_temp.expected";
    private static final int SHOWN_CHARACTERS = 500;

    private final PostgresAddress postgres;
    private final JsonbTable table;

    /** @param table the table, which exists */
    public JsonbComparison(PostgresAddress postgres, JsonbTable table) {
        this.postgres = postgres;
        this.table = table;
    }

    /**
     * Compares the table.
     *
     * @param documents all documents of the collection
     * @param most how many differing rows to name, for each direction
     * @throws SQLException if PostgreSQL refuses
     */
    public TableComparison.Outcome compare(Iterable<BsonDocument> documents, int most) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table expected (like " + table.name() + ")");
            long rows = JsonbTable.copy(connection, EXPECTED, documents);
            List<String> differences = new ArrayList<>(only(statement, EXPECTED, table.name(), "is missing", most));
            differences.addAll(only(statement, table.name(), EXPECTED, "should not be there", most));
            return new TableComparison.Outcome(rows, differences);
        }
    }

    private List<String> only(Statement statement, String in, String notIn, String problem, int most)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("select _id, left(document::text, " + SHOWN_CHARACTERS
                + ") from (select * from " + in + " except all select * from " + notIn + ") d order by _id limit "
                + most)) {
            while (found.next()) {
                rows.add("table %s: the row of document \"%s\", %s, %s"
                        .formatted(table.name(), found.getString(1), found.getString(2), problem));
            }
        }
        return rows;
    }
}
