package dev.flattensync;

import dev.flattensync.store.FencedOffException;
import dev.flattensync.store.Plans;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.SyncLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to PostgreSQL that can be opened again when it is lost. Used by one thread; any thread may break it off.
 */
final class PostgresSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSession.class);
    /** A PostgreSQL that is gone without a word is noticed after this at the latest; no batch takes nearly as long. */
    static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    private final PostgresAddress postgres;
    private final String postgresSchema;
    private final Plans plans;
    private final boolean locking;
    private volatile Connection connection;
    private volatile boolean closed;
    private Backend former;

    /** The server's side of a connection: no two have both in common. */
    private record Backend(int pid, OffsetDateTime start) {}

    /** @param locking whether it holds the lock that keeps a second sync out */
    PostgresSession(PostgresAddress postgres, String postgresSchema, Plans plans, boolean locking) {
        this.postgres = postgres;
        this.postgresSchema = postgresSchema;
        this.plans = plans;
        this.locking = locking;
    }

    /**
     * The connection, opened if need be, not committing by itself.
     *
     * @throws FencedOffException if another sync holds the lock
     * @throws SQLException if PostgreSQL can't be reached
     */
    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = postgres.connect(plans);
            try {
                endFormer(open);
                if (locking) {
                    SyncLock.take(open, postgresSchema);
                }
                former = backend(open);
                answerWithin(open, LONGEST_ANSWER);
                open.setAutoCommit(false);
            } catch (SQLException | RuntimeException e) {
                open.close();
                throw e;
            }
            connection = open;
            if (closed) {
                abort();
            }
        }
        return open;
    }

    /** How long to wait for an answer of PostgreSQL's before it is taken for gone; zero for ever. */
    static void answerWithin(Connection open, Duration longest) throws SQLException {
        open.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
    }

    /** A connection may be lost on our side only: then the server still holds its locks. */
    private void endFormer(Connection open) throws SQLException {
        if (former == null) {
            return;
        }
        try (PreparedStatement query = open.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid = ? and backend_start = ?")) {
            query.setInt(1, former.pid());
            query.setObject(2, former.start());
            query.executeQuery().close();
        }
    }

    private static Backend backend(Connection open) throws SQLException {
        try (Statement statement = open.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()")) {
            rows.next();
            return new Backend(rows.getInt(1), rows.getObject(2, OffsetDateTime.class));
        }
    }

    boolean isClosed() {
        return closed;
    }

    void rollback(Exception cause) {
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            open.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Gives a connection up that is lost. */
    void discard() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("A lost connection could not be closed", e);
            }
        }
    }

    /** Breaks off whatever PostgreSQL is doing, for good. */
    void abort() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.warn("A connection of {} could not be broken off", postgresSchema, e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        discard();
    }
}
