package dev.flattensync.stress.variant;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.DocumentReader;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads of flat tables: one row by the document's id and positions, or all rows of a document, table by table. */
final class FlatReads implements Reads {
    private final Connection connection;
    private final LookUp lookUp;
    private final DocumentReader reader;

    private FlatReads(Connection connection, LookUp lookUp, DocumentReader reader) {
        this.connection = connection;
        this.lookUp = lookUp;
        this.reader = reader;
    }

    static FlatReads open(PostgresAddress postgres, FlatLayout layout, FlatSql sql, BlogMapping blog)
            throws SQLException {
        Connection connection = postgres.connect();
        try {
            LookUp lookUp = LookUp.prepare(
                    connection,
                    (user, positions) ->
                            sql.lookUp(blog.comment(), blog.content().column(), user, positions));
            return new FlatReads(connection, lookUp, new DocumentReader(connection, layout, sql));
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
        FlatElement user = reader.documents(List.of(userId)).get(userId);
        if (user == null) {
            throw new SQLException("expected user %s, found none".formatted(userId));
        }
        return user.rows();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
