package dev.flattensync.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A PostgreSQL schema of our own. It carries a comment that says so; one of the same name without it is somebody
 * else's, and is never touched.
 */
public final class OwnedSchema {
    private static final String MARK = "Made by flatten-sync-stress; dropped and made again by its next run.";

    /** Somebody may be reading the tables of the run before. */
    private static final String LOCK_TIMEOUT = "10s";

    private OwnedSchema() {}

    /**
     * Says whether a schema of that name belongs to somebody else.
     *
     * @throws SQLException if the database can't be asked
     */
    public static boolean isForeign(Connection connection, String name) throws SQLException {
        return isForeign(connection, name, MARK);
    }

    private static boolean isForeign(Connection connection, String name, String mark) throws SQLException {
        Optional<String> comment = comment(connection, name);
        return comment.isPresent() && !comment.get().equals(mark);
    }

    /**
     * Makes the schema, empty. One that we made before is dropped with all in it.
     *
     * @throws IllegalStateException if one of that name is somebody else's
     * @throws SQLException if the database refuses
     */
    public static void recreate(Connection connection, String name) throws SQLException {
        recreate(connection, name, MARK);
    }

    /** The same for a schema with a mark of its own, so that none with another mark is ever dropped in its place. */
    static void recreate(Connection connection, String name, String mark) throws SQLException {
        requireOwned(connection, name, mark);
        // One string of statements is one transaction: a schema without our mark would be somebody else's for ever.
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "';"
                    + "drop schema if exists " + Identifiers.quoted(name) + " cascade;"
                    + "create schema " + Identifiers.quoted(name) + ";"
                    + "comment on schema " + Identifiers.quoted(name) + " is " + Identifiers.literal(mark));
        }
    }

    /**
     * Makes the schema if there is none of that name.
     *
     * @throws IllegalStateException if there is one and it is somebody else's
     * @throws SQLException if the database refuses
     */
    public static void createIfMissing(Connection connection, String name) throws SQLException {
        requireOwned(connection, name);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + Identifiers.quoted(name) + ";" + "comment on schema "
                    + Identifiers.quoted(name) + " is '" + MARK + "'");
        }
    }

    /**
     * Refuses a schema that is somebody else's; one that does not exist is nobody's.
     *
     * @throws IllegalStateException if there is one of that name that is somebody else's
     * @throws SQLException if the database can't be asked
     */
    public static void requireOwned(Connection connection, String name) throws SQLException {
        requireOwned(connection, name, MARK);
    }

    static void requireOwned(Connection connection, String name, String mark) throws SQLException {
        if (isForeign(connection, name, mark)) {
            throw new IllegalStateException(
                    "the PostgreSQL schema \"%s\" exists and was not made by flatten-sync-stress; rename or drop it"
                            .formatted(name));
        }
    }

    /** The schema's comment, empty text if it has none; empty if there is no such schema. */
    private static Optional<String> comment(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
