package dev.flattensync;

import dev.flattensync.change.ChangeSource;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.TakenId;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FencedOffException;
import dev.flattensync.store.SyncLock;
import dev.flattensync.store.TakenIdException;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to PostgreSQL over which transactions go, one after the other. If it is lost it is opened again, and the
 * checkpoint tells whether a transaction of unknown outcome was committed.
 */
final class PostgresLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLane.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** PostgreSQL's code for transactions that wait for each other. */
    static final String DEADLOCK = "40P01";
    /** Too many connections; deadlock; serialization failure. */
    private static final Set<String> TRANSIENT_STATES = Set.of("53300", DEADLOCK, "40001");
    /** Connection exceptions; operator intervention: shut down, crashed, starting up. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "57");

    private final SyncSettings settings;
    private final ChangeSource source;
    private final WriteCounter counter;
    private final boolean locking;
    private final Consumer<Boolean> connected;
    private volatile Connection connection;
    private volatile boolean closed;

    /**
     * @param locking whether its session holds the lock that keeps a second sync out
     * @param connected is told false when the connection is lost, and true when it is back
     */
    PostgresLane(
            SyncSettings settings,
            ChangeSource source,
            WriteCounter counter,
            boolean locking,
            Consumer<Boolean> connected) {
        this.settings = settings;
        this.source = source;
        this.counter = counter;
        this.locking = locking;
        this.connected = connected;
    }

    /**
     * The connection, opened if need be.
     *
     * @throws FencedOffException if another sync holds the lock
     */
    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = settings.postgres().connectPinned();
            try {
                if (locking) {
                    SyncLock.take(open, settings.postgresSchema());
                }
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

    /**
     * Does one transaction, again and again while PostgreSQL is out of reach and the patience lasts.
     *
     * @param safe see {@link BatchTransaction}
     * @return the rows that were left out
     * @throws FencedOffException if another sync moved a mark
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out
     * @throws SQLException if PostgreSQL refuses, or stays out of reach; at once after a deadlock if it is not safe
     * @throws InterruptedException if the thread is interrupted between two attempts
     */
    List<MappingViolationException> run(List<Share> shares, boolean safe) throws SQLException, InterruptedException {
        Map<String, Set<TakenId>> taken = new HashMap<>();
        Outage outage = new Outage();
        boolean unknown = false;
        while (true) {
            try {
                if (unknown) {
                    boolean committed = isCommitted(shares);
                    connected.accept(true);
                    if (committed) {
                        return List.of();
                    }
                    unknown = false;
                }
                return new BatchTransaction(connection(), settings, source, counter, shares, safe, taken).run();
            } catch (TakenIdException e) {
                rollback(e);
                if (!safe || settings.onViolation() == OnViolation.FAIL) {
                    throw e;
                }
                Set<TakenId> ofDocument = taken.putIfAbsent(e.documentId(), new HashSet<>());
                // The document as it is now may do without; else that element is left out.
                if (ofDocument != null && !ofDocument.add(e.takenId())) {
                    throw e;
                }
            } catch (IncompleteEventException e) {
                rollback(e);
                if (taken.putIfAbsent(e.documentId(), new HashSet<>()) != null) {
                    throw e;
                }
            } catch (RuntimeException e) {
                rollback(e);
                throw e;
            } catch (SQLException e) {
                rollback(e);
                if (!safe && DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
                outage.waitBeforeNextAttempt(e);
                unknown = true;
            }
        }
    }

    /**
     * Does something that may be done again from its beginning, again and again while PostgreSQL is out of reach and
     * the patience lasts.
     *
     * @param work gets the connection
     * @throws SQLException if PostgreSQL refuses, or stays out of reach
     * @throws InterruptedException if the thread is interrupted between two attempts
     */
    void repeat(Work work) throws SQLException, InterruptedException {
        Outage outage = new Outage();
        while (true) {
            try {
                Connection open = connection();
                connected.accept(true);
                work.run(open);
                return;
            } catch (SQLException e) {
                outage.waitBeforeNextAttempt(e);
            }
        }
    }

    /** What can be done with a connection. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** A time in which PostgreSQL is out of reach; begins when that is first noticed. */
    private final class Outage {
        private long beganNanos;
        private Duration pause = Duration.ZERO;

        /**
         * Takes a pause, longer each time.
         *
         * @throws SQLException the error itself, if another attempt would not help, or the patience is at its end
         */
        void waitBeforeNextAttempt(SQLException e) throws SQLException, InterruptedException {
            long now = System.nanoTime();
            if (pause.isZero()) {
                beganNanos = now;
                pause = FIRST_PAUSE;
            } else {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            if (!isTransient(e)
                    || closed
                    || now - beganNanos > settings.patience().toNanos()) {
                throw e;
            }
            LOG.warn(
                    "The sync of {} lost PostgreSQL ({}); it tries again in {} ms",
                    settings.postgresSchema(),
                    e.getMessage(),
                    pause.toMillis());
            connected.accept(false);
            discard();
            Thread.sleep(pause.toMillis());
        }
    }

    /** After a transaction whose outcome is not known: whether the marks have moved. */
    private boolean isCommitted(List<Share> shares) throws SQLException {
        List<Checkpoint.Mark> marks = new Checkpoint(settings.postgresSchema()).read(connection());
        connection().commit();
        int moved = 0;
        for (Share share : shares) {
            Checkpoint.Mark mark = marks.get(share.partition().number());
            if (mark.position().equals(share.end())
                    && !mark.equals(share.partition().mark())) {
                moved++;
            } else if (!mark.equals(share.partition().mark())) {
                throw new FencedOffException(
                        "expected the checkpoint of \"%s\" where this sync left it, found it moved; another sync writes to the same tables: stop one of them"
                                .formatted(settings.postgresSchema()));
            }
        }
        if (moved == shares.size()) {
            shares.forEach(share -> share.committed(marks.get(share.partition().number())));
        }
        return moved == shares.size();
    }

    static boolean isTransient(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && state.length() == 5
                && (TRANSIENT_STATES.contains(state) || TRANSIENT_CLASSES.contains(state.substring(0, 2)));
    }

    private void rollback(Exception cause) {
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

    private void discard() {
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

    /** Breaks off whatever PostgreSQL is doing for this lane. */
    void abort() {
        closed = true;
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.warn("A connection of {} could not be broken off", settings.postgresSchema(), e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        discard();
    }
}
