package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.observe.Maintenance;
import dev.flattensync.stress.observe.Observer;
import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.observe.Snapshot;
import dev.flattensync.stress.observe.TableCounts;
import dev.flattensync.stress.result.BlockReport;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** What is done between blocks, so that all start alike, and what each block cost. Used by one thread at a time. */
final class BlockCosts implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** A little more than the second after which a session hands its counts in when it commits. */
    private static final Duration MOVE_ON_EVERY = Duration.ofMillis(1_100);

    private final Map<String, Arm> arms;
    private final Maintenance maintenance;
    private final Observer observer;
    private final Map<Integer, Snapshot> starts = new HashMap<>();
    /**
     * Of each arm the block that ended last: PostgreSQL is late with its counts, so they are read at the next block.
     */
    private final Map<String, Ended> ended = new HashMap<>();

    private final List<BlockReport> reports = new ArrayList<>();

    /** A block and the reading at its end. */
    private record Ended(Block block, Snapshot end, long nanos) {}

    BlockCosts(PostgresServer postgres, Map<String, Arm> arms) throws SQLException {
        this.arms = arms;
        this.maintenance = new Maintenance(postgres.address());
        this.observer = Observer.open(postgres.address(), postgres.processId());
    }

    /**
     * Waits for the counts of the arm's block before, if PostgreSQL has not got all of them yet, up to
     * {@link TableCounts#DELAY} from its end; else they would be counted to this one. Then makes a checkpoint where
     * that is allowed, and reads all counts.
     *
     * @return whether the checkpoint was allowed
     */
    boolean begin(Block block) throws SQLException {
        settle(block.arm());
        Arm arm = arms.get(block.arm());
        boolean checkpoint = maintenance.checkpoint();
        starts.put(block.number(), observer.read(arm.layout(), arm.postgresSchema()));
        return checkpoint;
    }

    /**
     * Reads all counts at the end of a block, and vacuums and analyzes its tables: else autovacuum would, in the midst
     * of another arm's block.
     */
    void end(Block block) throws SQLException {
        Arm arm = arms.get(block.arm());
        ended.put(block.arm(), new Ended(block, observer.read(arm.layout(), arm.postgresSchema()), System.nanoTime()));
        maintenance.vacuum(arm.layout(), arm.postgresSchema());
    }

    /**
     * What each block cost, in the order of the blocks. To be asked when the syncs have stopped. If PostgreSQL is gone,
     * the last blocks are missing.
     */
    List<BlockReport> reports() {
        for (String arm : arms.keySet()) {
            try {
                settle(arm);
            } catch (SQLException | RuntimeException e) {
                // What the other blocks cost is known all the same.
            }
        }
        return reports.stream()
                .sorted((one, other) -> Integer.compare(one.number(), other.number()))
                .toList();
    }

    private void settle(String label) throws SQLException {
        Ended last = ended.remove(label);
        if (last != null) {
            Arm arm = arms.get(label);
            Snapshot start = starts.remove(last.block().number());
            // Without, PostgreSQL refused what was to be done before the block, which the run was told.
            if (start != null) {
                reports.add(BlockReport.of(
                        last.block(), SideFigures.between(start, last.end(), countsAfter(arm, last.nanos()))));
            }
        }
    }

    /**
     * What was counted of an arm when its sessions have handed their counts in. An idle session does so late, but one
     * that commits does so at once if a second has passed; so the stream is moved on, for the sync to save that.
     */
    private TableCounts countsAfter(Arm arm, long endNanos) throws SQLException {
        TableCounts counts = observer.readTables(arm.layout(), arm.postgresSchema());
        long moveOn = endNanos + MOVE_ON_EVERY.toNanos();
        while (arm.sync().keepsTables()
                && System.nanoTime() - endNanos < TableCounts.DELAY.toNanos()
                && counts.rows().isPresent()
                && !isComplete(arm, counts.rows().get())) {
            if (System.nanoTime() - moveOn > 0) {
                arm.primary().writeElsewhere();
                moveOn += MOVE_ON_EVERY.toNanos();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            counts = observer.readTables(arm.layout(), arm.postgresSchema());
        }
        return counts;
    }

    /** Only a sync that tells how much it wrote spares the rest of the wait. */
    private static boolean isComplete(Arm arm, RowCounts counted) {
        OptionalLong written = arm.sync().rowsWritten();
        return written.isPresent()
                && counted.inserted() + counted.updated() + counted.deleted() >= arm.rowsLoaded() + written.getAsLong();
    }

    @Override
    public void close() {
        try {
            observer.close();
        } catch (SQLException e) {
            // PostgreSQL is gone already, and with it what was held.
        }
    }
}
