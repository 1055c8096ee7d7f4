package dev.flattensync.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The lock that one sync holds on its tables for as long as its session lives: an advisory lock, named after the
 * PostgreSQL schema. It keeps a second sync from starting; that two can never both write is up to the checkpoint.
 */
public final class SyncLock {
    private static final int ATTEMPTS = 20;
    private static final int PAUSE_MILLIS = 250;

    private SyncLock() {}

    /**
     * Takes the lock. Waits a few seconds for it: PostgreSQL may still be ending the session of a sync that was killed.
     *
     * @param connection the session that will hold it
     * @throws FencedOffException if another sync holds it
     * @throws SQLException if the database can't be asked
     */
    public static void take(Connection connection, String postgresSchema) throws SQLException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (tryLock(connection, postgresSchema)) {
                return;
            }
            pause();
        }
        throw new FencedOffException(
                "expected the tables in \"%s\" to be free, found another sync running on them; stop one of them"
                        .formatted(postgresSchema));
    }

    private static boolean tryLock(Connection connection, String postgresSchema) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            query.setString(1, "flattensync " + postgresSchema);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the lock", e);
        }
    }
}
