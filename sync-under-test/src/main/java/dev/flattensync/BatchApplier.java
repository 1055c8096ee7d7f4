package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.digest.RowDigests;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.OutOfStepException;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.WriteCounter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.bson.BsonTimestamp;

/**
 * Brings batches into the tables: each partition's share in a transaction of its own, side by side. It returns when all
 * are committed, so that a batch's end is the lowest place of all.
 */
final class BatchApplier implements AutoCloseable {
    /** How long partitions without changes may stay behind; a restart begins at the one that is furthest behind. */
    private static final Duration SAVE_EVERY = Duration.ofSeconds(2);

    private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);
    /** PostgreSQL's code for a unique index that would be violated. */
    static final String UNIQUE_VIOLATION = "23505";

    private final SyncSettings settings;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<PostgresLane> lanes = new ArrayList<>();
    /** A thread for each lane. */
    private final List<ExecutorService> executors = new ArrayList<>();

    /** Set when a share does not get into the tables on its own: what else is on its way does not set out any more. */
    private volatile boolean collided;

    private long savedNanos = System.nanoTime();

    /**
     * @param marks what the checkpoint says of each partition
     * @param newest a time such that no row is newer, for partitions that have not caught up
     * @param first the lane of the first partition, and of all that concerns several; stays open
     */
    BatchApplier(
            SyncSettings settings,
            ChangeSource source,
            WriteCounter counter,
            List<Checkpoint.Mark> marks,
            BsonTimestamp newest,
            PostgresLane first,
            BiConsumer<Object, Boolean> connected) {
        this.settings = settings;
        for (Checkpoint.Mark mark : marks) {
            NewerRows newer = mark.caughtUp() ? NewerRows.none() : new NewerRows(newest);
            lanes.add(lanes.isEmpty() ? first : new PostgresLane(settings, source, counter, false, connected));
            partitions.add(new Partition(
                    partitions.size(), mark, newer, new RowDigests(settings.remembered() / marks.size())));
            executors.add(Executors.newSingleThreadExecutor(
                    task -> new Thread(task, "flatten-sync " + settings.postgresSchema())));
        }
    }

    /** Up to where the stream is in all partitions: where to go on reading. */
    StreamPosition position() {
        return partitions.stream()
                .map(partition -> partition.mark().position())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Up to where the stream is in at least one partition. If others are behind, the sync was stopped in the middle of
     * a batch, and what they lack up to there is what they lack of that batch. They must get it as one: an element may
     * have moved within the batch from document to document, of which only some are where they were at its end.
     */
    StreamPosition furthest() {
        return partitions.stream()
                .map(partition -> partition.mark().position())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What of a batch is not in the tables yet. */
    ChangeBatch undone(ChangeBatch batch) {
        return batch.only(event ->
                event instanceof ChangeEvent.OfDocument ofDocument && !isDone(ofDocument, partition(ofDocument)));
    }

    /** Whether each row is exactly what its document was at the partition's mark. */
    boolean caughtUp() {
        return partitions.stream().allMatch(partition -> partition.mark().caughtUp());
    }

    /**
     * Applies a batch and commits. After an exception some of its events may be in the tables, of each partition those
     * before some place, which the checkpoint tells. Nothing else may be on its way.
     *
     * @return the rows that were left out
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out; all events
     *     before it are in the tables
     */
    List<MappingViolationException> apply(ChangeBatch batch) throws SQLException, InterruptedException {
        if (batch.end().isEmpty()) {
            return List.of();
        }
        collided = false;
        List<MappingViolationException> skipped = new ArrayList<>();
        List<Share> collisions = new ArrayList<>();
        List<Share> shares = shares(batch);
        if (shares.size() == 1) {
            attempt(shares.get(0), skipped, collisions);
        } else {
            sideBySide(shares, skipped, collisions);
        }
        if (!collisions.isEmpty()) {
            together(collisions, skipped);
        }
        saveThoseBehind(batch);
        return skipped;
    }

    /**
     * Sends a batch on its way: each partition gets its share when it is done with the one before. Until it has
     * {@link #land landed}, nothing else may be called but this for one more.
     *
     * @param readNanos when its last event was read
     */
    Flight start(ChangeBatch batch, long readNanos) {
        List<Future<List<MappingViolationException>>> started = new ArrayList<>();
        for (Share share : shares(batch)) {
            int number = share.partition().number();
            started.add(executors.get(number).submit(() -> onItsOwn(share)));
        }
        return new Flight(batch, readNanos, started);
    }

    private List<MappingViolationException> onItsOwn(Share share) throws SQLException, InterruptedException {
        if (collided) {
            throw new CancellationException("another share collided");
        }
        boolean committed = false;
        try {
            List<MappingViolationException> skipped =
                    lanes.get(share.partition().number()).run(List.of(share), false);
            committed = true;
            return skipped;
        } finally {
            if (!committed) {
                collided = true;
            }
        }
    }

    /**
     * Waits for all shares of a batch. The one that set out first must land first.
     *
     * @return if it is not complete, what is {@link #undone} of all that is on its way must be applied as one batch
     */
    Flight.Landing land(Flight flight) throws SQLException, InterruptedException {
        List<MappingViolationException> skipped = new ArrayList<>();
        boolean complete = true;
        Throwable failure = null;
        for (Future<List<MappingViolationException>> share : flight.shares()) {
            try {
                skipped.addAll(share.get());
            } catch (InterruptedException e) {
                flight.shares().forEach(started -> started.cancel(true));
                throw e;
            } catch (ExecutionException e) {
                complete = false;
                if (!isCollision(e.getCause())) {
                    failure = e.getCause();
                }
            }
        }
        if (failure != null) {
            rethrow(failure);
        }
        return new Flight.Landing(complete, skipped);
    }

    /** Whether the share may get in together with others. */
    private static boolean isCollision(Throwable cause) {
        // Elements that change places between documents make their transactions wait for each other.
        return cause instanceof CancellationException
                || cause instanceof MappingViolationException
                || cause instanceof SQLException e
                        && (UNIQUE_VIOLATION.equals(e.getSQLState()) || PostgresLane.DEADLOCK.equals(e.getSQLState()));
    }

    private List<Share> shares(ChangeBatch batch) {
        Map<Partition, List<ChangeEvent.OfDocument>> events = new LinkedHashMap<>();
        for (ChangeEvent event : batch.events()) {
            if (event instanceof ChangeEvent.OfDocument ofDocument) {
                Partition partition = partition(ofDocument);
                // After a restart, partitions that were ahead get again what they have.
                if (!isDone(ofDocument, partition)) {
                    events.computeIfAbsent(partition, p -> new ArrayList<>()).add(ofDocument);
                }
            }
        }
        List<Share> shares = new ArrayList<>();
        events.forEach((partition, ofPartition) -> shares.add(new Share(
                partition,
                ofPartition,
                batch.end().orElseThrow(),
                batch.complete().orElseThrow())));
        return shares;
    }

    private Partition partition(ChangeEvent.OfDocument event) {
        return partitions.get(Math.floorMod(CanonicalId.of(event.documentId()).hashCode(), partitions.size()));
    }

    private static boolean isDone(ChangeEvent.OfDocument event, Partition partition) {
        return event.position().compareTo(partition.mark().position()) <= 0;
    }

    private void attempt(Share share, List<MappingViolationException> skipped, List<Share> collisions)
            throws SQLException, InterruptedException {
        try {
            List<MappingViolationException> left =
                    lanes.get(share.partition().number()).run(List.of(share), false);
            synchronized (skipped) {
                skipped.addAll(left);
            }
        } catch (MappingViolationException | SQLException e) {
            if (!isCollision(e)) {
                throw e;
            }
            synchronized (collisions) {
                collisions.add(share);
            }
        }
    }

    private void sideBySide(List<Share> shares, List<MappingViolationException> skipped, List<Share> collisions)
            throws SQLException, InterruptedException {
        List<Future<Void>> attempts = new ArrayList<>();
        for (Share share : shares) {
            attempts.add(executors.get(share.partition().number()).submit(() -> {
                attempt(share, skipped, collisions);
                return null;
            }));
        }
        ExecutionException failure = null;
        for (Future<Void> attempt : attempts) {
            try {
                attempt.get();
            } catch (ExecutionException e) {
                failure = e;
            } catch (InterruptedException e) {
                attempts.forEach(other -> other.cancel(true));
                throw e;
            }
        }
        if (failure != null) {
            rethrow(failure.getCause());
        }
    }

    private static void rethrow(Throwable cause) throws SQLException, InterruptedException {
        if (cause instanceof SQLException e) {
            throw e;
        } else if (cause instanceof InterruptedException e) {
            throw e;
        } else if (cause instanceof RuntimeException e) {
            throw e;
        }
        throw (Error) cause;
    }

    /**
     * What collided on its own may not, together with the rest: an element that moves to another document leaves the
     * first one only now.
     */
    private void together(List<Share> shares, List<MappingViolationException> skipped)
            throws SQLException, InterruptedException {
        try {
            skipped.addAll(lanes.get(0).run(shares, true));
        } catch (MappingViolationException e) {
            for (Share share : shares) {
                oneByOne(share);
            }
            throw e;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw outOfStep(e);
            }
            throw e;
        }
    }

    /** As far as it goes, so that nothing before a violation is lost. */
    private void oneByOne(Share share) throws SQLException, InterruptedException {
        for (ChangeEvent.OfDocument event : share.events()) {
            StreamPosition end = event.position();
            // Other events may share its time.
            BsonTimestamp complete = new BsonTimestamp(end.time().getValue() - 1);
            try {
                lanes.get(0).run(List.of(new Share(share.partition(), List.of(event), end, complete)), true);
            } catch (MappingViolationException e) {
                return;
            }
        }
    }

    private OutOfStepException outOfStep(SQLException e) {
        return new OutOfStepException(
                "expected no row of the same id in the tables of \"%s\", found one (%s); the tables don't match the stream: take a new snapshot"
                        .formatted(settings.postgresSchema(), e.getMessage()));
    }

    /** Whether it is time to have partitions follow that had nothing to do: nothing may be on its way for that. */
    boolean mustSave() {
        return System.nanoTime() - savedNanos > SAVE_EVERY.toNanos();
    }

    /** Partitions that had nothing to do follow now and then; at once where that makes them caught up. */
    void saveThoseBehind(ChangeBatch batch) throws SQLException, InterruptedException {
        StreamPosition end = batch.end().orElseThrow();
        List<Share> behind = partitions.stream()
                .filter(partition -> partition.mark().position().compareTo(end) < 0
                        || !partition.mark().caughtUp()
                                && partition.mark().position().equals(end))
                .map(partition ->
                        new Share(partition, List.of(), end, batch.complete().orElseThrow()))
                .filter(share -> !share.mark().equals(share.partition().mark()))
                .toList();
        boolean caughtUp = behind.stream()
                .anyMatch(share ->
                        share.mark().caughtUp() && !share.partition().mark().caughtUp());
        if (!behind.isEmpty() && (caughtUp || mustSave())) {
            lanes.get(0).run(behind, true);
        }
        if (mustSave()) {
            savedNanos = System.nanoTime();
        }
    }

    /** Breaks off whatever PostgreSQL is doing. */
    void abort() {
        lanes.forEach(PostgresLane::abort);
    }

    /** Frees all it holds but the first lane. */
    @Override
    public void close() {
        // What waits behind another share does not set out any more.
        collided = true;
        executors.forEach(ExecutorService::shutdown);
        // What is being committed may come to its end; whoever stops us breaks it off if that takes long.
        boolean interrupted = Thread.interrupted();
        try {
            long deadline = System.nanoTime() + PATIENCE_AT_END.toNanos();
            for (ExecutorService executor : executors) {
                executor.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lanes.subList(1, lanes.size()).forEach(PostgresLane::close);
    }
}
