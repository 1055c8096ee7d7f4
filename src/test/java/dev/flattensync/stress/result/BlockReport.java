package dev.flattensync.stress.result;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.TimeSlice;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.workload.InjectionProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A block that has run.
 *
 * @param number its place in the run, from 1
 * @param arm the arm's label
 * @param warmUp whether it was not measured
 * @param start when its first moment came
 * @param length how long changes were due in it
 * @param changes how many were done
 * @param failed how many of them failed
 * @param timeline its latencies in the course of time
 * @param costs what it cost besides time
 */
public record BlockReport(
        int number,
        String arm,
        boolean warmUp,
        Instant start,
        Duration length,
        long changes,
        long failed,
        List<TimeSlice> timeline,
        SideFigures costs) {

    /** The report of a block that is over. */
    public static BlockReport of(Block block, SideFigures costs) {
        return new BlockReport(
                block.number(),
                block.arm(),
                block.warmUp(),
                block.startInstant(),
                InjectionProfile.length(block.schedule().steps()),
                block.done(),
                block.failed(),
                block.timeline(),
                costs);
    }
}
