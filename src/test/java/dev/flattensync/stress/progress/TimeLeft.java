package dev.flattensync.stress.progress;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.workload.InjectionProfile;
import java.time.Duration;
import java.util.List;

/**
 * How long a planned run takes until its checks: what is left of its blocks, and between them what the time between
 * blocks has been so far, on average.
 *
 * @param blocks all of the run, in their order
 */
public record TimeLeft(List<Block> blocks) {

    /** Copies the blocks. */
    public TimeLeft {
        blocks = List.copyOf(blocks);
    }

    /** @param nanos now, by the monotonic clock */
    Duration at(long nanos) {
        int started = (int) blocks.stream().takeWhile(Block::hasStarted).count();
        long left = blocks.stream()
                .skip(started)
                .mapToLong(block ->
                        InjectionProfile.length(block.schedule().steps()).toNanos())
                .sum();
        long between = (blocks.size() - started) * meanBetween(started);
        if (started > 0) {
            long ofCurrent = blocks.get(started - 1).endNanos() - nanos;
            left += Math.max(0, ofCurrent);
            // What has passed of the time between is not left any more.
            between = Math.max(0, between + Math.min(0, ofCurrent));
        }
        return Duration.ofNanos(left + between);
    }

    /** From the end of a block's schedule to the first moment of the next; before there are two, what is known. */
    private long meanBetween(int started) {
        long sum = 0;
        for (int i = 1; i < started; i++) {
            sum += blocks.get(i).startNanos() - blocks.get(i - 1).endNanos();
        }
        return started < 2 ? Block.LEAD_NANOS : sum / (started - 1);
    }
}
