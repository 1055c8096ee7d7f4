package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.ViolationKind;
import dev.flattensync.store.WriteCounter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonTimestamp;

/**
 * Follows one stream of changes, batch by batch.
 *
 * <p>While there are more events, a batch sets out before the one before it has landed: a partition that is done with
 * its share need not wait for the others. When shares collide, both batches are brought in as one, all partitions
 * together. No more than two are on their way.
 */
final class StreamFollower {
    /** How long the thread waits for an event before it looks whether it should stop. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** How long it waits for the rest of a MongoDB transaction. */
    private static final Duration PATIENCE_FOR_REST = Duration.ofSeconds(10);

    private final ChangeBatch.Limits limits;
    private final ChangeCursor cursor;
    private final BatchApplier applier;
    private final Watermark watermark;
    private final SyncReport report;
    private final WriteCounter counter;
    private final StreamPosition furthest;
    private long rowsReported;

    /** @param cursor stands where the applier does */
    StreamFollower(
            ChangeBatch.Limits limits,
            ChangeCursor cursor,
            BatchApplier applier,
            Watermark watermark,
            SyncReport report,
            WriteCounter counter) {
        this.limits = limits;
        this.cursor = cursor;
        this.applier = applier;
        this.watermark = watermark;
        this.report = report;
        this.counter = counter;
        this.furthest = applier.furthest();
        this.rowsReported = counter.rows();
    }

    /** Follows until the stream ends, or the thread is told to stop. */
    void run() throws SQLException, InterruptedException {
        Optional<Flight> former = Optional.empty();
        while (!Thread.currentThread().isInterrupted()) {
            if (former.isPresent() && (cursor.available() == 0 || applier.mustSave())) {
                land(former);
                former = Optional.empty();
            }
            ChangeBatch batch = take(former);
            report.sourceConnected(cursor.isConnected());
            long read = System.nanoTime();
            if (cursor.available() > 0 && batch.stop().isEmpty() && applier.caughtUp()) {
                former = setOut(batch, read, former);
            } else {
                Optional<ChangeBatch> collided =
                        awaitLanding(former, batch.events().size());
                committed(apply(collided.map(rest -> rest.plus(batch)).orElse(batch)), read, 0);
                former = Optional.empty();
            }
        }
    }

    /** Takes a batch. If that fails, what is on its way gets into the tables first. */
    private ChangeBatch take(Optional<Flight> former) throws SQLException, InterruptedException {
        try {
            return take();
        } catch (RuntimeException e) {
            land(former);
            throw e;
        }
    }

    /** Takes a batch: partitions that were behind at the start get all up to where the furthest was at once. */
    private ChangeBatch take() throws InterruptedException {
        ChangeBatch batch = ChangeBatch.take(cursor, limits, PATIENCE);
        while (batch.stop().isEmpty()
                && batch.end().filter(end -> end.compareTo(furthest) < 0).isPresent()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            batch = applier.undone(batch).plus(ChangeBatch.take(cursor, limits, PATIENCE));
        }
        return batch;
    }

    /**
     * Sends a batch on its way, and waits for the one before it.
     *
     * @return the batch on its way; empty if the two collided, and are in the tables
     */
    private Optional<Flight> setOut(ChangeBatch batch, long readNanos, Optional<Flight> former)
            throws SQLException, InterruptedException {
        Flight flight = applier.start(batch, readNanos);
        Optional<ChangeBatch> collided = awaitLanding(former, batch.events().size());
        if (collided.isEmpty()) {
            return Optional.of(flight);
        }
        report.skipped(applier.land(flight).skipped());
        committed(apply(applier.undone(collided.get().plus(batch))), readNanos, 0);
        return Optional.empty();
    }

    /** Brings what is on its way into the tables, with nothing behind it. */
    private void land(Optional<Flight> flight) throws SQLException, InterruptedException {
        Optional<ChangeBatch> collided = awaitLanding(flight, 0);
        if (collided.isPresent()) {
            committed(apply(collided.get()), flight.get().readNanos(), 0);
        }
    }

    /**
     * Waits until what is on its way has landed.
     *
     * @param behind how many events were taken after it
     * @return empty if all of it is in the tables; else what is not, to be applied with what was taken after it
     */
    private Optional<ChangeBatch> awaitLanding(Optional<Flight> flight, int behind)
            throws SQLException, InterruptedException {
        if (flight.isEmpty()) {
            return Optional.empty();
        }
        ChangeBatch batch = flight.get().batch();
        Flight.Landing landing = applier.land(flight.get());
        report.skipped(landing.skipped());
        if (!landing.complete()) {
            return Optional.of(applier.undone(batch));
        }
        if (behind == 0) {
            applier.saveThoseBehind(batch);
        }
        committed(batch, flight.get().readNanos(), behind);
        return Optional.empty();
    }

    /**
     * Applies a batch. One that ends in the midst of a MongoDB transaction may collide with what the rest of it
     * removes: then it is read to its end first.
     *
     * @return what was applied
     */
    private ChangeBatch apply(ChangeBatch batch) throws SQLException, InterruptedException {
        try {
            report.skipped(applier.apply(batch));
            return batch;
        } catch (MappingViolationException e) {
            if (e.kind() != ViolationKind.DUPLICATE_ID || batch.isComplete()) {
                throw e;
            }
            BsonTimestamp time = batch.end().orElseThrow().time();
            long deadline = System.nanoTime() + PATIENCE_FOR_REST.toNanos();
            ChangeBatch whole = applier.undone(batch);
            while (whole.complete().orElseThrow().compareTo(time) < 0
                    && whole.stop().isEmpty()
                    && System.nanoTime() < deadline) {
                whole = whole.plus(ChangeBatch.take(cursor, limits, PATIENCE));
            }
            report.skipped(applier.apply(whole));
            return whole;
        }
    }

    private void committed(ChangeBatch batch, long readNanos, int behind) {
        batch.complete().ifPresent(watermark::advance);
        if (applier.caughtUp() || report.doing() == SyncState.TAILING) {
            report.state(applier.caughtUp() ? SyncState.TAILING : SyncState.CATCHING_UP);
        }
        if (!batch.events().isEmpty()) {
            long rows = counter.rows();
            report.committed(batch, rows - rowsReported, System.nanoTime() - readNanos, behind + cursor.available());
            rowsReported = rows;
        }
        if (batch.stop().isPresent()) {
            throw batch.stop().get();
        }
    }
}
