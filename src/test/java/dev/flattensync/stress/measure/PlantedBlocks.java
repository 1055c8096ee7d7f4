package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/** Blocks whose changes take as long as a test says, by a clock that the test moves. */
public final class PlantedBlocks {
    private static final long SEED = 3;

    private final AtomicLong clock = new AtomicLong();
    private final List<Block> blocks = new ArrayList<>();

    /** A plateau that is reached at once. */
    public static Step plateau(double rate, long seconds) {
        return new Step(rate, Duration.ZERO, Duration.ofSeconds(seconds));
    }

    /** A block that has started at a time, and of which nothing is done. */
    Block started(String arm, boolean warmUp, long startNanos, Step... steps) {
        Block block = new Block(
                arm, blocks.size() + 1, warmUp, Schedule.of(List.of(steps), new SplittableRandom(SEED)), clock::get);
        blocks.add(block);
        clock.set(startNanos - Block.LEAD_NANOS);
        block.claim();
        return block;
    }

    /** Makes a change visible so long after it was due. */
    void visible(Block block, int change, ChangeKind kind, long latencyNanos) {
        clock.set(block.dueNanos(change) + latencyNanos);
        block.visible(change, kind);
    }

    /** Adds a measured block of which every change becomes visible. */
    public PlantedBlocks add(String arm, IntFunction<ChangeKind> kind, IntToLongFunction latencyNanos, Step... steps) {
        Block block = started(arm, false, Block.LEAD_NANOS, steps);
        for (int change = 0; change < block.schedule().size(); change++) {
            visible(block, change, kind.apply(change), latencyNanos.applyAsLong(change));
        }
        return this;
    }

    /** The figures of all blocks. */
    public Results results(List<String> arms, String... kinds) {
        return Results.of(arms, blocks, List.of(kinds));
    }
}
