package dev.flattensync.stress.variant;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.peer.JsonbTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.bson.BsonDocument;

/** Reads of documents that are stored whole: PostgreSQL takes one comment out of its document, or sends all of it. */
final class JsonbReads implements Reads {
    private final Connection connection;
    private final LookUp lookUp;
    private final PreparedStatement read;

    private JsonbReads(Connection connection, LookUp lookUp, PreparedStatement read) {
        this.connection = connection;
        this.lookUp = lookUp;
        this.read = read;
    }

    static JsonbReads open(PostgresAddress postgres, JsonbTable table, BlogMapping blog) throws SQLException {
        Connection connection = postgres.connect();
        try {
            LookUp lookUp = LookUp.prepare(
                    connection, (user, positions) -> table.lookUp(blog.comment(), blog.content(), user, positions));
            return new JsonbReads(connection, lookUp, connection.prepareStatement(table.read("?")));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String comment(String userId, int post, int comment) throws SQLException {
        return lookUp.content(userId, post, comment);
    }

    @Override
    public int user(String userId) throws SQLException {
        read.setString(1, userId);
        try (ResultSet rows = read.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("expected user %s, found none".formatted(userId));
            }
            return new Place(BsonDocument.parse(rows.getString(1)), 0, 0).elements();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
