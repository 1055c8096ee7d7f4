package dev.flattensync;

import dev.flattensync.change.ChangeSource;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.TakenId;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FencedOffException;
import dev.flattensync.store.FlatSql;
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
import java.util.function.BiConsumer;
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
    /** PostgreSQL's code for a lock that did not become free in time. */
    static final String LOCKED = "55P03";
    /** Those after which the connection is as good as before: deadlock, serialization failure, a lock that is held. */
    private static final Set<String> TRY_AGAIN = Set.of(DEADLOCK, "40001", LOCKED);
    /** Too many connections; shut down; crashed; starting up; a session that was idle for long; a standby. */
    private static final Set<String> LOST = Set.of("53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25006");
    /** Connection exceptions. */
    private static final String LOST_CLASS = "08";

    private final SyncSettings settings;
    private final ChangeSource source;
    private final WriteCounter counter;
    private final BiConsumer<Object, Boolean> connected;
    private final FlatSql sql;
    private final PostgresSession session;

    /**
     * @param locking whether its session holds the lock that keeps a second sync out
     * @param connected is told of this lane, false when its connection is lost, and true when it is back
     */
    PostgresLane(
            SyncSettings settings,
            ChangeSource source,
            WriteCounter counter,
            boolean locking,
            BiConsumer<Object, Boolean> connected) {
        this.settings = settings;
        this.source = source;
        this.counter = counter;
        this.connected = connected;
        this.sql = new FlatSql(settings.layout(), settings.postgresSchema(), settings.plans());
        this.session = new PostgresSession(settings.postgres(), settings.postgresSchema(), settings.plans(), locking);
    }

    /**
     * The connection, opened if need be.
     *
     * @throws FencedOffException if another sync holds the lock
     */
    Connection connection() throws SQLException {
        return session.connection();
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
                    connected.accept(this, true);
                    if (committed) {
                        return List.of();
                    }
                    unknown = false;
                    outage.isOver();
                }
                return new BatchTransaction(connection(), sql, settings, source, counter, shares, safe, taken).run();
            } catch (TakenIdException e) {
                session.rollback(e);
                if (!safe || settings.onViolation() == OnViolation.FAIL || !isNews(e, taken)) {
                    throw e;
                }
            } catch (IncompleteEventException e) {
                session.rollback(e);
                if (taken.putIfAbsent(e.documentId(), new HashSet<>()) != null) {
                    throw e;
                }
            } catch (RuntimeException e) {
                session.rollback(e);
                throw e;
            } catch (SQLException e) {
                session.rollback(e);
                if (!safe && DEADLOCK.equals(e.getSQLState())) {
                    throw e;
                }
                outage.waitBeforeNextAttempt(e);
                unknown = true;
            }
        }
    }

    /** The document as it is now may do without an id that is taken; else the element is left out. */
    private static boolean isNews(TakenIdException e, Map<String, Set<TakenId>> taken) {
        boolean news = false;
        for (Map.Entry<String, Set<TakenId>> found : e.taken().entrySet()) {
            Set<TakenId> known = taken.putIfAbsent(found.getKey(), new HashSet<>());
            news |= known == null || known.addAll(found.getValue());
        }
        return news;
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
                connected.accept(this, true);
                outage.isOver();
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
        private long overNanos;
        private Duration pause = Duration.ZERO;

        /** PostgreSQL is back; if that lasts for a while, the next time is another outage. */
        void isOver() {
            overNanos = System.nanoTime();
        }

        /**
         * Takes a pause, longer each time.
         *
         * @throws SQLException the error itself, if another attempt would not help, or the patience is at its end
         */
        void waitBeforeNextAttempt(SQLException e) throws SQLException, InterruptedException {
            long now = System.nanoTime();
            long patience = settings.patience().toNanos();
            if (pause.isZero() || overNanos > beganNanos && now - overNanos > patience) {
                beganNanos = now;
                pause = FIRST_PAUSE;
            } else {
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
            boolean lost = isLost(e);
            boolean transientFailure = lost || TRY_AGAIN.contains(String.valueOf(e.getSQLState()));
            if (!transientFailure || session.isClosed() || now - beganNanos > patience) {
                throw e;
            }
            if (lost) {
                LOG.warn(
                        "The sync of {} lost PostgreSQL ({}); it tries again in {} ms",
                        settings.postgresSchema(),
                        e.getMessage(),
                        pause.toMillis());
                connected.accept(PostgresLane.this, false);
                session.discard();
            }
            Thread.sleep(pause.toMillis());
        }
    }

    /** After a transaction whose outcome is not known: whether the marks have moved. */
    private boolean isCommitted(List<Share> shares) throws SQLException {
        List<Checkpoint.Mark> marks = new Checkpoint(settings.postgresSchema()).read(connection());
        connection().commit();
        int moved = 0;
        for (Share share : shares) {
            int partition = share.partition().number();
            Checkpoint.Mark mark = partition < marks.size() ? marks.get(partition) : null;
            if (mark != null
                    && mark.position().equals(share.end())
                    && !mark.equals(share.partition().mark())) {
                moved++;
            } else if (!share.partition().mark().equals(mark)) {
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

    private static boolean isLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return LOST.contains(state) || state.startsWith(LOST_CLASS);
    }

    /** Breaks off whatever PostgreSQL is doing for this lane. */
    void abort() {
        session.abort();
    }

    @Override
    public void close() {
        session.close();
    }
}
