package dev.flattensync.stress.progress;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.workload.InjectionProfile;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** A block whose changes are being made. It only reads counters of the block, so it keeps nobody waiting. */
final class RunningBlock implements Activity {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String place;
    private final Block block;
    /** The counts of about the last second, oldest first. */
    private final Deque<Count> counts = new ArrayDeque<>();

    /** How many changes were visible at a moment. */
    private record Count(long nanos, int visible) {}

    /** @param place where in the run it is */
    RunningBlock(String place, Block block) {
        this.place = place;
        this.block = block;
    }

    @Override
    public String text(long nanos) {
        long since = nanos - block.startNanos();
        return String.format(
                Locale.ROOT,
                "%s: %s%s, offered %,.0f/s, visible %,.0f/s, backlog %s",
                place,
                block.arm(),
                block.warmUp() ? " (warm-up)" : "",
                InjectionProfile.rateAt(block.schedule().steps(), since),
                visibleRate(nanos),
                Wording.count(block.backlog(nanos)));
    }

    /** How many changes a second became visible since the moment that lies nearest to a second ago, but not nearer. */
    private double visibleRate(long nanos) {
        Count now = new Count(nanos, block.done() - block.failed());
        counts.add(now);
        while (counts.size() > 2 && nanos - secondOldest().nanos() >= NANOS_PER_SECOND) {
            counts.remove();
        }
        Count before = counts.element();
        long passed = now.nanos() - before.nanos();
        return passed <= 0 ? 0 : (now.visible() - before.visible()) * NANOS_PER_SECOND / passed;
    }

    private Count secondOldest() {
        return counts.stream().skip(1).findFirst().orElseThrow();
    }
}
