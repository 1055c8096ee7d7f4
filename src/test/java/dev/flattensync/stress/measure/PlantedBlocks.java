package dev.flattensync.stress.measure;

import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/** Blocks whose changes take as long as a test says, by a clock that the test moves. */
public final class PlantedBlocks {
    private static final long SEED = 3;

    private final Clock clock = new Clock();
    private final List<Block> blocks = new ArrayList<>();

    /** A clock that a test sets. */
    private static final class Clock implements Ticker {
        private long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos);
        }
    }

    /** A plateau that is reached at once. */
    public static Step plateau(double rate, long seconds) {
        return new Step(rate, Duration.ZERO, Duration.ofSeconds(seconds));
    }

    /** A block that has started at a time, and of which nothing is done. */
    public Block started(String arm, boolean warmUp, long startNanos, Step... steps) {
        return started(arm, warmUp, startNanos, Block.ANY_BACKLOG, steps);
    }

    /** A block that is abandoned when too many wait. */
    public Block started(String arm, boolean warmUp, long startNanos, int mostWaiting, Step... steps) {
        Block block = new Block(
                arm,
                blocks.size() + 1,
                warmUp,
                Schedule.of(List.of(steps), new SplittableRandom(SEED)),
                mostWaiting,
                clock);
        blocks.add(block);
        clock.nanos = startNanos - Block.LEAD_NANOS;
        block.claim();
        return block;
    }

    /** Makes a change visible so long after it was due, started and handed to the sync. */
    public void visible(Block block, int change, ChangeKind kind, long latencyNanos) {
        visible(block, change, kind, 0, 0, latencyNanos);
    }

    /** Makes a change visible; all times are nanoseconds since it was due. */
    public void visible(
            Block block, int change, ChangeKind kind, long startedNanos, long handedNanos, long visibleNanos) {
        clock.nanos = block.dueNanos(change) + startedNanos;
        block.start(change);
        clock.nanos = block.dueNanos(change) + handedNanos;
        block.handed(change);
        clock.nanos = block.dueNanos(change) + visibleNanos;
        block.visible(change, kind);
    }

    /** Has a change fail. */
    public void failed(Block block, int change, ChangeKind kind, long timeoutNanos) {
        clock.nanos = block.dueNanos(change);
        block.start(change);
        block.handed(change);
        block.failed(change, kind, timeoutNanos);
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
        return results(arms, new Validity.Limits(0), kinds);
    }

    /** The figures of all blocks, with plateaus judged by these limits. */
    public Results results(List<String> arms, Validity.Limits limits, String... kinds) {
        return Results.of(arms, blocks, List.of(kinds), limits);
    }

    /** All blocks in their order. */
    public List<Block> blocks() {
        return List.copyOf(blocks);
    }
}
