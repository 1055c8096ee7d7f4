package dev.flattensync.stress.variant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The prepared lookup of a comment by its user and positions, wherever and how often its SQL wants them. */
final class LookUp {
    private static final String USER = ":user";
    private static final String POST = ":post";
    private static final String COMMENT = ":comment";
    private static final Pattern PARAMETER = Pattern.compile(USER + "|" + POST + "|" + COMMENT);

    private final PreparedStatement statement;
    private final List<String> parameters;

    private LookUp(PreparedStatement statement, List<String> parameters) {
        this.statement = statement;
        this.parameters = parameters;
    }

    /** @param sql makes the SQL from what stands in it for the user's id and for the positions */
    static LookUp prepare(Connection connection, BiFunction<String, List<String>, String> sql) throws SQLException {
        String named = sql.apply(USER, List.of(POST, COMMENT));
        return new LookUp(
                connection.prepareStatement(PARAMETER.matcher(named).replaceAll("?")),
                PARAMETER.matcher(named).results().map(MatchResult::group).toList());
    }

    /** @throws SQLException if PostgreSQL refuses, or there is no such comment */
    String content(String userId, int post, int comment) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i)) {
                case USER -> statement.setString(i + 1, userId);
                case POST -> statement.setInt(i + 1, post);
                default -> statement.setInt(i + 1, comment);
            }
        }
        try (ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException(
                        "expected comment %d of post %d of user %s, found none".formatted(comment, post, userId));
            }
            return rows.getString(1);
        }
    }
}
