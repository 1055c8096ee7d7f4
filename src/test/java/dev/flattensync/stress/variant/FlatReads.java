package dev.flattensync.stress.variant;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.DocumentReader;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads of flat tables: one row by the document's id and positions, or all rows of a document, table by table. */
final class FlatReads implements Reads {
    private static final String USER = ":user";
    private static final String POST = ":post";
    private static final String COMMENT = ":comment";
    private static final Pattern PARAMETER = Pattern.compile(USER + "|" + POST + "|" + COMMENT);

    private final Connection connection;
    private final PreparedStatement lookUp;
    /** What each parameter of the lookup stands for: a schema may want the user in several tables. */
    private final List<String> parameters;

    private final DocumentReader reader;

    private FlatReads(Connection connection, PreparedStatement lookUp, List<String> parameters, DocumentReader reader) {
        this.connection = connection;
        this.lookUp = lookUp;
        this.parameters = parameters;
        this.reader = reader;
    }

    static FlatReads open(PostgresAddress postgres, FlatLayout layout, FlatSql sql, BlogMapping blog)
            throws SQLException {
        Connection connection = postgres.connect();
        try {
            String named = sql.lookUp(blog.comment(), blog.content().column(), USER, List.of(POST, COMMENT));
            List<String> parameters =
                    PARAMETER.matcher(named).results().map(MatchResult::group).toList();
            PreparedStatement lookUp =
                    connection.prepareStatement(PARAMETER.matcher(named).replaceAll("?"));
            return new FlatReads(connection, lookUp, parameters, new DocumentReader(connection, layout, sql));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String comment(String userId, int post, int comment) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case USER -> lookUp.setString(i + 1, userId);
                case POST -> lookUp.setInt(i + 1, post);
                default -> lookUp.setInt(i + 1, comment);
            }
        }
        try (ResultSet rows = lookUp.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException(
                        "expected comment %d of post %d of user %s, found none".formatted(comment, post, userId));
            }
            return rows.getString(1);
        }
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
