package dev.flattensync.store;

import dev.flattensync.change.StreamPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** The row that says up to where the change stream is in the tables. It moves in the same transaction as the rows. */
public final class Checkpoint {
    private static final String TABLE = "flattensync_checkpoint";

    private final String table;

    /** @param postgresSchema the PostgreSQL schema of the flat tables, unquoted */
    public Checkpoint(String postgresSchema) {
        this.table = Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(TABLE);
    }

    /**
     * Makes the table with its one row.
     *
     * @param start the place in the stream that the tables, as they are now, stand for
     * @throws SQLException if the database refuses
     */
    public void create(Connection connection, StreamPosition start) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (cluster_time bigint not null, resume_token text not null)");
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " (cluster_time, resume_token) values (?, ?)")) {
            bind(insert, start);
            insert.executeUpdate();
        }
    }

    /**
     * Where the tables stand.
     *
     * @throws SQLException if the table can't be read
     */
    public StreamPosition read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select cluster_time, resume_token from " + table)) {
            if (!rows.next()) {
                throw new SQLException(
                        "expected the checkpoint's row in " + table + ", found none; take a new snapshot");
            }
            return new StreamPosition(new BsonTimestamp(rows.getLong(1)), BsonDocument.parse(rows.getString(2)));
        }
    }

    /**
     * Moves the checkpoint, if it still is where this sync left it.
     *
     * @throws SQLException if another sync has moved it, or the database refuses
     */
    public void advance(Connection connection, StreamPosition from, StreamPosition to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update " + table
                + " set cluster_time = ?, resume_token = ? where cluster_time = ? and resume_token = ?")) {
            bind(update, to);
            update.setLong(3, from.time().getValue());
            update.setString(4, from.resumeToken().toJson());
            if (update.executeUpdate() != 1) {
                throw new SQLException(
                        "expected the checkpoint in " + table + " where this sync left it, found it moved;"
                                + " another sync writes to the same tables: stop one of them");
            }
        }
    }

    private static void bind(PreparedStatement statement, StreamPosition position) throws SQLException {
        statement.setLong(1, position.time().getValue());
        statement.setString(2, position.resumeToken().toJson());
    }
}
