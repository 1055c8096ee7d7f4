package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Figures;

/** The essence of a block in a line, for those who watch: of all its changes, those between plateaus too. */
public final class BlockText {

    private BlockText() {}

    /** @param block is over */
    public static String of(Block block) {
        Figures latency = new Figures();
        block.forEachSample(sample -> latency.add(sample.syncLatencyNanos(), sample.ok()));
        return "%s%s, %s changes, p50 %s, p95 %s, %s failed, %s"
                .formatted(
                        block.arm(),
                        block.warmUp() ? " (warm-up, not measured)" : "",
                        Wording.count(latency.count()),
                        milliseconds(latency, 50),
                        milliseconds(latency, 95),
                        Wording.count(block.failed()),
                        backlog(block.backlogAtEnd()));
    }

    /** A percentile with its unit. */
    public static String milliseconds(Figures latency, double percentile) {
        return Lines.milliseconds(latency, percentile)
                + (latency.percentileNanos(percentile).isPresent() ? " ms" : "");
    }

    /** How many changes waited when a block ended. */
    public static String backlog(int atEnd) {
        return "backlog at the end " + Wording.count(atEnd);
    }
}
