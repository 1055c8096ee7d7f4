package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.observe.Maintenance;
import dev.flattensync.stress.observe.Observer;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.observe.Snapshot;
import dev.flattensync.stress.report.BlockReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is done before each block, so that all start alike, and what each block cost. Used by one thread at a time. */
final class BlockCosts implements AutoCloseable {
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
    private record Ended(Block block, Snapshot end) {}

    BlockCosts(PostgresServer postgres, Map<String, Arm> arms) throws SQLException {
        this.arms = arms;
        this.maintenance = new Maintenance(postgres.address());
        this.observer = Observer.open(postgres.address(), postgres.processId());
    }

    /**
     * Vacuums and analyzes the tables of a block's arm, makes a checkpoint where that is allowed, and reads all counts.
     */
    void begin(Block block) throws SQLException {
        settle(block.arm());
        Arm arm = arms.get(block.arm());
        maintenance.vacuum(arm.layout(), arm.postgresSchema());
        maintenance.checkpoint();
        starts.put(block.number(), observer.read(arm.layout(), arm.postgresSchema()));
    }

    /** Reads all counts at the end of a block. */
    void end(Block block) throws SQLException {
        Arm arm = arms.get(block.arm());
        ended.put(block.arm(), new Ended(block, observer.read(arm.layout(), arm.postgresSchema())));
    }

    /** What each block cost, in the order of the blocks. To be asked when the syncs have stopped. */
    List<BlockReport> reports() throws SQLException {
        for (String arm : arms.keySet()) {
            settle(arm);
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
            reports.add(BlockReport.of(
                    last.block(),
                    SideFigures.between(start, last.end(), observer.readTables(arm.layout(), arm.postgresSchema()))));
        }
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
