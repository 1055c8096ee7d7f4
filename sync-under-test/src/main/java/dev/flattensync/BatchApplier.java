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
import java.util.concurrent.Callable;
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
    private final ExecutorService executor;
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
        }
        this.executor = Executors.newFixedThreadPool(
                partitions.size(), task -> new Thread(task, "flatten-sync " + settings.postgresSchema()));
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
        return batch.only(event -> event instanceof ChangeEvent.OfDocument ofDocument && !isDone(ofDocument, partition(ofDocument)));
    }

    /** Whether each row is exactly what its document was at the partition's mark. */
    boolean caughtUp() {
        return partitions.stream().allMatch(partition -> partition.mark().caughtUp());
    }

    /**
     * Applies a batch and commits. After an exception some of its events may be in the tables, of each partition those
     * before some place, which the checkpoint tells.
     *
     * @return the rows that were left out
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out; all events
     *     before it are in the tables
     */
    List<MappingViolationException> apply(ChangeBatch batch) throws SQLException, InterruptedException {
        if (batch.end().isEmpty()) {
            return List.of();
        }
        List<MappingViolationException> skipped = new ArrayList<>();
        List<Share> collided = new ArrayList<>();
        List<Share> shares = shares(batch);
        if (shares.size() == 1) {
            attempt(shares.get(0), skipped, collided);
        } else {
            sideBySide(shares, skipped, collided);
        }
        if (!collided.isEmpty()) {
            together(collided, skipped);
        }
        saveThoseBehind(batch);
        return skipped;
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

    private void attempt(Share share, List<MappingViolationException> skipped, List<Share> collided)
            throws SQLException, InterruptedException {
        try {
            List<MappingViolationException> left =
                    lanes.get(share.partition().number()).run(List.of(share), false);
            synchronized (skipped) {
                skipped.addAll(left);
            }
        } catch (MappingViolationException e) {
            synchronized (collided) {
                collided.add(share);
            }
        } catch (SQLException e) {
            // Elements that change places between documents make their transactions wait for each other.
            if (!UNIQUE_VIOLATION.equals(e.getSQLState()) && !PostgresLane.DEADLOCK.equals(e.getSQLState())) {
                throw e;
            }
            synchronized (collided) {
                collided.add(share);
            }
        }
    }

    private void sideBySide(List<Share> shares, List<MappingViolationException> skipped, List<Share> collided)
            throws SQLException, InterruptedException {
        List<Callable<Void>> attempts = new ArrayList<>();
        for (Share share : shares) {
            attempts.add(() -> {
                attempt(share, skipped, collided);
                return null;
            });
        }
        ExecutionException failure = null;
        for (Future<Void> attempt : executor.invokeAll(attempts)) {
            try {
                attempt.get();
            } catch (ExecutionException e) {
                failure = e;
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

    /** Partitions that had nothing to do follow now and then; at once where that makes them caught up. */
    private void saveThoseBehind(ChangeBatch batch) throws SQLException, InterruptedException {
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
        if (!behind.isEmpty() && (caughtUp || System.nanoTime() - savedNanos > SAVE_EVERY.toNanos())) {
            lanes.get(0).run(behind, true);
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
        executor.shutdown();
        // What is being committed may come to its end; whoever stops us breaks it off if that takes long.
        boolean interrupted = Thread.interrupted();
        try {
            executor.awaitTermination(PATIENCE_AT_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lanes.subList(1, lanes.size()).forEach(PostgresLane::close);
    }
}
