package dev.flattensync.stress.variant;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;

/** How an application reads a variant's tables. Used by one thread; the planner is left as it is. */
final class Reads implements AutoCloseable {
    private final Connection connection;
    private final LookUp lookUp;
    private final UserReader userReader;

    private Reads(Connection connection, LookUp lookUp, UserReader userReader) {
        this.connection = connection;
        this.lookUp = lookUp;
        this.userReader = userReader;
    }

    /** Reads a user with all that it embeds. */
    @FunctionalInterface
    interface UserReader {
        /**
         * Reads it.
         *
         * @param userId its canonical id
         * @return how many elements it has, with itself; 0 if it is not there
         */
        int elements(String userId) throws SQLException;

        /** Makes one. */
        @FunctionalInterface
        interface Opening {
            UserReader on(Connection connection) throws SQLException;
        }
    }

    /**
     * Connects.
     *
     * @param lookUp makes the SQL of a lookup, see {@link LookUp}
     * @throws SQLException if PostgreSQL can't be reached or refuses
     */
    static Reads open(
            PostgresAddress postgres, BiFunction<String, List<String>, String> lookUp, UserReader.Opening userReader)
            throws SQLException {
        Connection connection = postgres.connect();
        try {
            return new Reads(connection, LookUp.prepare(connection, lookUp), userReader.on(connection));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Looks up the content of one comment.
     *
     * @param userId the user's canonical id
     * @param post the position of the post
     * @param comment the position of the comment in it
     * @throws SQLException if PostgreSQL refuses, or the comment is not there
     */
    String comment(String userId, int post, int comment) throws SQLException {
        return lookUp.content(userId, post, comment);
    }

    /**
     * Reads a user with all that it embeds.
     *
     * @param userId the user's canonical id
     * @return how many elements it has, with itself; 0 if it is not there
     * @throws SQLException if PostgreSQL refuses
     */
    int user(String userId) throws SQLException {
        return userReader.elements(userId);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // PostgreSQL is gone, and the connection with it.
        }
    }
}
