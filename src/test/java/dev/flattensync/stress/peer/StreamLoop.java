package dev.flattensync.stress.peer;

import dev.flattensync.Watermark;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.Plans;
import dev.flattensync.store.SyncLock;
import dev.flattensync.store.UpdateSender;
import dev.flattensync.stress.environment.Keys;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/**
 * Follows the stream for a {@link DocumentWriter}, as this project's own sync does with one partition: the same batches
 * over a connection with the same settings, each in one transaction with its place in the stream.
 *
 * <p>It does less where nothing goes wrong in a comparison: any failure ends it, a lost connection too.
 */
final class StreamLoop implements AutoCloseable {
    /** How long the thread waits for an event before it looks whether it should stop. */
    private static final Duration PATIENCE = Duration.ofMillis(200);
    /** How long a stop waits for PostgreSQL to finish the batch at hand. */
    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);
    /** How often the mark moves while there is nothing to write. */
    private static final Duration SAVE_EVERY = Duration.ofSeconds(2);

    private final ChangeSource source;
    private final ChangeBatch.Limits limits;
    private final DocumentWriter writer;
    private final Connection connection;
    private final Checkpoint checkpoint;
    private final Lookups lookups;
    private final Watermark watermark;
    private final Thread thread;
    private Checkpoint.Mark mark;
    private long savedNanos = System.nanoTime();

    private StreamLoop(SyncUnderTest.Context context, DocumentWriter writer, Connection connection)
            throws SQLException {
        Keys batch = new Keys("stress.sync", context.settings()).at("batch");
        this.limits = new ChangeBatch.Limits(batch.count("events"), batch.bytes("bytes"));
        this.source = context.changes();
        this.writer = writer;
        this.connection = connection;
        this.checkpoint = new Checkpoint(context.postgresSchema());
        SyncLock.take(connection, context.postgresSchema());
        connection.setAutoCommit(false);
        List<Checkpoint.Mark> marks = checkpoint.read(connection);
        connection.commit();
        if (marks.size() != 1) {
            throw new IllegalStateException(
                    "expected one partition in the checkpoint of \"%s\", found %d: load the tables anew"
                            .formatted(context.postgresSchema(), marks.size()));
        }
        this.mark = marks.get(0);
        this.lookups = new Lookups(source, mark);
        this.watermark = new Watermark(mark.complete());
        this.thread = new Thread(this::run, "peer sync " + context.postgresSchema());
    }

    /**
     * Starts at the checkpoint.
     *
     * @throws SQLException if PostgreSQL can't be reached or refuses
     * @throws dev.flattensync.store.FencedOffException if another sync is running on the same tables
     */
    static StreamLoop start(SyncUnderTest.Context context, DocumentWriter writer) throws SQLException {
        Connection connection = context.postgres().connect(plans(context));
        try {
            StreamLoop loop = new StreamLoop(context, writer, connection);
            loop.thread.start();
            return loop;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** How PostgreSQL is to plan the statements. */
    static Plans plans(SyncUnderTest.Context context) {
        return new Keys("stress.sync", context.settings()).choice("plans", Plans.values(), Plans.PINNED);
    }

    /** Completes when all up to that time is committed; exceptionally if it never will be. */
    CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return watermark.whenReached(clusterTime);
    }

    /** Stops after the batch at hand, or breaks it off if PostgreSQL keeps it for long. A second call does nothing. */
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
            throw new IllegalStateException("the connection could not be broken off", e);
        }
    }

    private void run() {
        Throwable end;
        try {
            follow();
            end = stopped();
        } catch (InterruptedException e) {
            end = stopped();
        } catch (SQLException | RuntimeException | Error e) {
            end = Thread.currentThread().isInterrupted() ? stopped() : e;
        }
        watermark.fail(end);
    }

    private static Throwable stopped() {
        return new IllegalStateException("the sync was stopped");
    }

    private void follow() throws SQLException, InterruptedException {
        try (connection;
                ChangeCursor cursor = ChangeBatch.open(source, mark.position())) {
            while (!Thread.currentThread().isInterrupted()) {
                ChangeBatch batch = ChangeBatch.take(cursor, limits, PATIENCE);
                if (batch.end().isPresent()) {
                    apply(batch, batch.end().get(), batch.complete().orElseThrow());
                }
                if (batch.stop().isPresent()) {
                    throw batch.stop().get();
                }
            }
        }
    }

    private void apply(ChangeBatch batch, StreamPosition end, BsonTimestamp complete) throws SQLException {
        List<ChangeEvent.OfDocument> events = batch.events().stream()
                .filter(ChangeEvent.OfDocument.class::isInstance)
                .map(ChangeEvent.OfDocument.class::cast)
                .toList();
        if (!events.isEmpty()) {
            writer.write(connection, events, lookups);
        }
        if (!events.isEmpty() || System.nanoTime() - savedNanos > SAVE_EVERY.toNanos()) {
            Checkpoint.Mark next = new Checkpoint.Mark(end, complete, lookups.noneAt(complete));
            UpdateSender updates = new UpdateSender(connection);
            checkpoint.advance(updates, 0, mark, next);
            updates.flush();
            connection.commit();
            mark = next;
            savedNanos = System.nanoTime();
        }
        lookups.passed(complete);
        watermark.advance(complete);
    }
}
