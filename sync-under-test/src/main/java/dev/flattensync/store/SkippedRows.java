package dev.flattensync.store;

import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.PostgresText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of rows that were left out because a value does not fit the mapping: which document, where in it, what was
 * expected and what was found. It holds what is left out now, not what once was.
 */
public final class SkippedRows {
    /** The table's name. */
    public static final String TABLE = "flattensync_skipped";

    private final String table;

    /** @param postgresSchema the PostgreSQL schema of the flat tables, unquoted */
    public SkippedRows(String postgresSchema) {
        this.table = Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(TABLE);
    }

    /**
     * Makes the table, empty.
     *
     * @throws SQLException if the database refuses
     */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (document_id text not null, path text not null,"
                    + " kind text not null, expected text not null, found text not null)");
            statement.execute("create index on " + table + " (document_id)");
        }
    }

    /**
     * Whether nothing is left out.
     *
     * @throws SQLException if the database can't be asked
     */
    public boolean isEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select from " + table + " limit 1")) {
            return !rows.next();
        }
    }

    /**
     * Which of these documents have rows that are left out.
     *
     * @param documentIds canonical ids
     * @throws SQLException if the database can't be asked
     */
    public Set<String> among(Connection connection, Collection<String> documentIds) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select distinct document_id from " + table + " where document_id = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", documentIds.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /**
     * Notes what is left out of some documents, instead of what was noted of them before.
     *
     * @param violations by the document's canonical id, none if all of it fits
     * @throws SQLException if the database refuses
     */
    public void replace(Connection connection, Map<String, List<MappingViolationException>> violations)
            throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from " + table + " where document_id = any(?)")) {
            delete.setArray(
                    1, connection.createArrayOf("text", violations.keySet().toArray()));
            delete.executeUpdate();
        }
        for (List<MappingViolationException> ofDocument : violations.values()) {
            add(connection, ofDocument);
        }
    }

    /**
     * Notes rows that are left out.
     *
     * @throws SQLException if the database refuses
     */
    public void add(Connection connection, List<MappingViolationException> violations) throws SQLException {
        if (violations.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into " + table
                        + " (document_id, path, kind, expected, found) select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])")) {
            new StatementParameters(connection, insert)
                    .texts(violations, MappingViolationException::documentId)
                    .texts(violations, violation -> PostgresText.storable(violation.path()))
                    .texts(violations, MappingViolationException::kind)
                    .texts(violations, violation -> PostgresText.storable(violation.expected()))
                    .texts(violations, violation -> PostgresText.storable(violation.found()));
            insert.executeUpdate();
        }
    }
}
