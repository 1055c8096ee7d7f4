package dev.flattensync.stress.variant;

import java.sql.SQLException;

/** How an application reads a variant's tables. Used by one thread; the planner is left as it is. */
public interface Reads extends AutoCloseable {

    /**
     * Looks up the content of one comment.
     *
     * @param userId the user's canonical id
     * @param post the position of the post
     * @param comment the position of the comment in it
     * @throws SQLException if PostgreSQL refuses, or the comment is not there
     */
    String comment(String userId, int post, int comment) throws SQLException;

    /**
     * Reads a user with all that it embeds.
     *
     * @param userId the user's canonical id
     * @return how many elements it has, with itself
     * @throws SQLException if PostgreSQL refuses, or the user is not there
     */
    int user(String userId) throws SQLException;

    /**
     * Disconnects.
     *
     * @throws SQLException if PostgreSQL can't be told
     */
    @Override
    void close() throws SQLException;
}
