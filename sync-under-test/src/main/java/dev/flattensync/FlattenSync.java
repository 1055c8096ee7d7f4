package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.OutOfStepException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps flat PostgreSQL tables in step with a stream of changes to documents.
 *
 * <p>One thread takes the events in order, in batches as large as the backlog and the limits allow, and brings each
 * batch into the tables in one transaction together with its resume token. The tables and the checkpoint must exist:
 * see {@link dev.flattensync.store.BulkLoad} and {@link dev.flattensync.store.Checkpoint}.
 */
public final class FlattenSync implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlattenSync.class);
    /** How long the thread waits for an event before it looks whether it should stop. */
    private static final Duration PATIENCE = Duration.ofMillis(200);
    /** How long a stop waits for PostgreSQL to finish the batch at hand. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

    private final SyncSettings settings;
    private final Connection connection;
    private final ChangeCursor cursor;
    private final BatchTransaction transaction;
    private final Watermark watermark;
    private final Thread thread;

    private FlattenSync(SyncSettings settings, ChangeSource source, Connection connection) throws SQLException {
        this.settings = settings;
        this.connection = connection;
        this.transaction = new BatchTransaction(connection, settings);
        this.watermark = new Watermark(transaction.position().time());
        this.cursor = source.open(transaction.position());
        this.thread = new Thread(this::run, "flatten-sync " + settings.postgresSchema());
    }

    /**
     * Starts a sync where its checkpoint stands.
     *
     * @throws SQLException if PostgreSQL can't be reached or has no checkpoint
     */
    public static FlattenSync start(SyncSettings settings, ChangeSource source) throws SQLException {
        Connection connection = settings.postgres().connectPinned();
        try {
            connection.setAutoCommit(false);
            FlattenSync sync = new FlattenSync(settings, source, connection);
            sync.thread.start();
            return sync;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The cluster time up to which every change is committed in PostgreSQL. */
    public BsonTimestamp watermark() {
        return watermark.reached();
    }

    /** How many rows of the flat tables were inserted, updated and deleted so far. */
    public long rowsWritten() {
        return transaction.rowsWritten();
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
                connection.abort(Runnable::run);
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("The connection of {} could not be broken off", settings.postgresSchema(), e);
        }
    }

    /** An expected failure explains itself; of any other the place matters. */
    private void fail(Throwable cause) {
        boolean explained = cause instanceof SQLException
                || cause instanceof OutOfStepException
                || cause instanceof UnsupportedChangeException
                || cause instanceof MappingViolationException;
        LOG.error(
                "The sync of {} stopped: {}", settings.postgresSchema(), cause.getMessage(), explained ? null : cause);
        watermark.fail(cause);
    }

    private void run() {
        try (connection;
                cursor) {
            while (!Thread.currentThread().isInterrupted()) {
                ChangeBatch batch = ChangeBatch.take(cursor, settings.limits(), PATIENCE);
                if (!batch.events().isEmpty()) {
                    transaction.apply(batch);
                    watermark.advance(transaction.position().time());
                }
                if (batch.stop().isPresent()) {
                    throw batch.stop().get();
                }
            }
            watermark.fail(new IllegalStateException("the sync was stopped"));
        } catch (InterruptedException e) {
            watermark.fail(new IllegalStateException("the sync was stopped"));
        } catch (SQLException | RuntimeException | Error e) {
            fail(e);
        }
    }
}
