package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.SnapshotExpiredException;
import dev.flattensync.mapping.ViolationKind;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FencedOffException;
import dev.flattensync.store.ShadowSchema;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.StaleTablesException;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps flat PostgreSQL tables in step with a collection of documents.
 *
 * <p>Where there are no tables yet it takes a snapshot, then catches up, then follows the stream of changes: in batches
 * as large as the backlog and the limits allow, each brought into the tables in one transaction a partition, together
 * with its place in the stream. Whatever dies in between, after a restart every change is in the tables once.
 *
 * <p>Memory: what it holds of the documents is bounded by two batches, each the limit in bytes plus one event (right
 * after a restart three: those on their way when it was stopped, taken as one, and the next), and the rows or looked up
 * documents of at most 32 documents a partition; of batches that collide, those of all their documents. A snapshot
 * holds one document and a few megabytes of rows for each table and once more, as one chunk is made while PostgreSQL
 * takes another.
 */
public final class FlattenSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlattenSync.class);
    /** How long a stop waits for PostgreSQL to finish the batch at hand. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final SyncSettings settings;
    private final ChangeSource source;
    private final PostgresLane firstLane;
    private final WriteCounter counter = new WriteCounter();
    private final Watermark watermark;
    private final SyncReport report;
    private final Thread thread;
    private volatile BatchApplier applier;

    private FlattenSync(SyncSettings settings, ChangeSource source) throws SQLException {
        this.settings = settings;
        this.source = source;
        this.report = new SyncReport(settings, counter);
        this.firstLane = new PostgresLane(settings, source, counter, true, report::connected);
        this.watermark = new Watermark(new BsonTimestamp(0));
        this.thread = new Thread(this::run, "flatten-sync " + settings.postgresSchema());
    }

    /**
     * Starts a sync where its checkpoint stands; without one, with a snapshot.
     *
     * @throws SQLException if PostgreSQL can't be reached
     * @throws FencedOffException if another sync is running on the same tables
     * @throws StaleTablesException if the tables were made for another mapping or flat schema
     * @throws IllegalStateException if the PostgreSQL schema is somebody else's
     */
    public static FlattenSync start(SyncSettings settings, ChangeSource source) throws SQLException {
        FlattenSync sync = new FlattenSync(settings, source);
        try {
            sync.open();
            sync.thread.start();
            return sync;
        } catch (SQLException | RuntimeException e) {
            sync.firstLane.close();
            throw e;
        }
    }

    /**
     * Takes a new snapshot, into new tables that replace the former ones at once, and returns when it is in place. A
     * sync that is started after it goes on from there.
     *
     * @throws SQLException if PostgreSQL can't be reached or refuses
     * @throws FencedOffException if a sync is running on the same tables
     * @throws IllegalStateException if the PostgreSQL schema is somebody else's
     */
    public static void takeSnapshot(SyncSettings settings, ChangeSource source) throws SQLException {
        FlattenSync sync = new FlattenSync(settings, source);
        try {
            sync.snapshot(sync.firstLane.connection());
        } finally {
            sync.firstLane.close();
        }
    }

    /** The cluster time up to which every change is committed in PostgreSQL. */
    public BsonTimestamp watermark() {
        return watermark.reached();
    }

    /** What it is doing. */
    public SyncState state() {
        return report.state();
    }

    /** How many rows of the flat tables were inserted, updated and deleted so far. */
    public long rowsWritten() {
        return counter.rows();
    }

    /**
     * How many values were written that hold U+FFFD, which stands for a character that PostgreSQL can't store: NUL, or
     * half a surrogate pair.
     */
    public long textsReplaced() {
        return counter.textsReplaced();
    }

    /** How often a value did not fit the mapping so far, by the way in which it did not. */
    public Map<ViolationKind, Long> violations() {
        return report.violations();
    }

    /**
     * Waits for a change to become visible, without blocking.
     *
     * @param clusterTime the change's place in the stream
     * @return completes on the sync's thread or a caller's, so what follows must be quick; completes exceptionally if
     *     the sync stops before
     */
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return watermark.whenReached(clusterTime);
    }

    /**
     * Stops after the batch at hand, or breaks it off if PostgreSQL keeps it for long. Those who still wait get an
     * exception. A second call does nothing.
     */
    @Override
    public void close() {
        thread.interrupt();
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(PATIENCE_AT_END.toMillis());
            if (thread.isAlive()) {
                firstLane.abort();
                BatchApplier running = applier;
                if (running != null) {
                    running.abort();
                }
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() throws SQLException {
        Connection connection = firstLane.connection();
        new ShadowSchema(settings.postgresSchema()).requireOwned(connection);
        Checkpoint checkpoint = new Checkpoint(settings.postgresSchema());
        if (checkpoint.exists(connection)) {
            checkpoint.requireMadeFor(connection, settings.layout());
            requireNothingLeftOut(connection);
            resume(checkpoint.repartition(connection, settings.layout(), settings.partitions()));
        }
        connection.commit();
    }

    /** Rows that were left out would be missing, and their documents' changes would go to rows that are not there. */
    private void requireNothingLeftOut(Connection connection) throws SQLException {
        if (settings.onViolation() == OnViolation.FAIL
                && !new SkippedRows(settings.postgresSchema()).isEmpty(connection)) {
            throw new StaleTablesException(
                    "expected no row to be left out of \"%s\", found some in its %s; go on with OnViolation.SKIP, or take a new snapshot"
                            .formatted(settings.postgresSchema(), SkippedRows.TABLE));
        }
    }

    /** Sets out from where the tables stand. */
    private void resume(List<Checkpoint.Mark> marks) {
        boolean caughtUp = marks.stream().allMatch(Checkpoint.Mark::caughtUp);
        BsonTimestamp newest =
                caughtUp ? new BsonTimestamp(0) : source.current(List.of()).asOf();
        BatchApplier former = applier;
        applier = new BatchApplier(settings, source, counter, marks, newest, firstLane, report::connected);
        if (former != null) {
            former.close();
        }
        watermark.advance(marks.stream()
                .map(Checkpoint.Mark::complete)
                .min(Comparator.naturalOrder())
                .orElseThrow());
    }

    private void snapshot(Connection connection) throws SQLException {
        report.state(SyncState.SNAPSHOT);
        connection.setAutoCommit(true);
        // An index takes its time.
        PostgresSession.answerWithin(connection, Duration.ZERO);
        load(connection);
        PostgresSession.answerWithin(connection, PostgresSession.LONGEST_ANSWER);
        connection.setAutoCommit(false);
    }

    private void load(Connection connection) throws SQLException {
        try {
            new SnapshotLoad(settings, source, counter, report::skipped).run(connection);
        } catch (SnapshotExpiredException e) {
            // The source knows now that it can't keep one for so long.
            LOG.warn("The snapshot for {} begins anew: {}", settings.postgresSchema(), e.getMessage());
            new SnapshotLoad(settings, source, counter, report::skipped).run(connection);
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (applier == null) {
                    firstLane.repeat(connection -> {
                        snapshot(connection);
                        resume(new Checkpoint(settings.postgresSchema()).read(connection));
                        connection.commit();
                    });
                }
                try {
                    follow();
                } catch (HistoryLostException e) {
                    LOG.error(
                            "The source no longer has the changes that {} needs ({}); all documents are loaded anew",
                            settings.postgresSchema(),
                            e.getMessage());
                    applier.close();
                    applier = null;
                }
            }
            stopped();
        } catch (InterruptedException e) {
            stopped();
        } catch (SQLException | RuntimeException | Error e) {
            if (Thread.currentThread().isInterrupted()) {
                stopped();
            } else {
                fail(e);
            }
        } finally {
            if (applier != null) {
                applier.close();
            }
            firstLane.close();
        }
    }

    /** Follows the stream until it ends, or is told to stop. */
    private void follow() throws SQLException, InterruptedException {
        report.state(applier.caughtUp() ? SyncState.TAILING : SyncState.CATCHING_UP);
        try (ChangeCursor cursor = ChangeBatch.open(source, applier.position())) {
            new StreamFollower(settings.limits(), cursor, applier, watermark, report, counter).run();
        }
    }

    private void stopped() {
        report.state(SyncState.STOPPED);
        watermark.fail(new IllegalStateException("the sync was stopped"));
    }

    /** An expected failure explains itself; of any other the place matters. */
    private void fail(Throwable cause) {
        boolean explained = cause instanceof SQLException
                || cause.getClass().getPackageName().startsWith(FlattenSync.class.getPackageName());
        LOG.error(
                "The sync of {} stopped: {}", settings.postgresSchema(), cause.getMessage(), explained ? null : cause);
        report.failed(cause);
        watermark.fail(cause);
    }
}
