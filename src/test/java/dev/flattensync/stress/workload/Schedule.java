package dev.flattensync.stress.workload;

import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The moments when the changes of a block are due: an open model, which does not wait for anything.
 *
 * <p>Time is cut into slots that hold one change each at the rate of the moment, and each change is due at a random
 * moment of its slot. Gatling injects virtual users at the same rates.
 *
 * @param dueNanos due moments since the block's start, ascending
 * @param plateaus for each change the index of its step if it falls on that step's plateau, or {@link #TRANSITION}
 * @param steps the steps
 */
public record Schedule(long[] dueNanos, int[] plateaus, List<Step> steps) {
    /** The plateau of a change that is due while the load moves from one plateau to the next. */
    public static final int TRANSITION = -1;

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Makes the moments for some steps.
     *
     * @param random where in its slot each change is due
     */
    public static Schedule of(List<Step> steps, RandomGenerator random) {
        List<Long> due = new ArrayList<>();
        List<Integer> plateaus = new ArrayList<>();
        double start = 0;
        double rateBefore = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            start = append(start, rateBefore, step.rate(), step.ramp(), random, due);
            fill(plateaus, due.size(), TRANSITION);
            start = append(start, step.rate(), step.rate(), step.hold(), random, due);
            fill(plateaus, due.size(), i);
            rateBefore = step.rate();
        }
        return new Schedule(
                due.stream().mapToLong(Long::longValue).toArray(),
                plateaus.stream().mapToInt(Integer::intValue).toArray(),
                List.copyOf(steps));
    }

    /** How many changes are due. */
    public int size() {
        return dueNanos.length;
    }

    /** How many changes are due by a moment, since the block's start. */
    public int dueBy(long nanos) {
        int first = Arrays.binarySearch(dueNanos, nanos);
        int after = first < 0 ? -first - 1 : first;
        while (after < dueNanos.length && dueNanos[after] <= nanos) {
            after++;
        }
        return after;
    }

    /** When the plateau of a step ends, since the block's start. */
    public long plateauEndNanos(int step) {
        return InjectionProfile.length(steps.subList(0, step + 1)).toNanos();
    }

    /** When the plateau of a step starts, since the block's start. */
    public long plateauStartNanos(int step) {
        return plateauEndNanos(step) - steps.get(step).hold().toNanos();
    }

    /** Adds the moments of a time in which the rate goes evenly from one value to another; returns when it ends. */
    private static double append(
            double start, double from, double to, Duration length, RandomGenerator random, List<Long> due) {
        double seconds = length.toNanos() / NANOS_PER_SECOND;
        long count = Math.round((from + to) / 2 * seconds);
        for (long k = 0; k < count; k++) {
            double share = (k + random.nextDouble()) / count;
            due.add((long) ((start + seconds * timeOfShare(share, from, to)) * NANOS_PER_SECOND));
        }
        return start + seconds;
    }

    /**
     * The part of the time after which that share of the changes is due: the inverse of the integral of a rate that
     * changes evenly.
     */
    private static double timeOfShare(double share, double from, double to) {
        if (from == to) {
            return share;
        }
        double area = share * (from + to) / 2;
        return (Math.sqrt(from * from + 2 * (to - from) * area) - from) / (to - from);
    }

    private static void fill(List<Integer> plateaus, int size, int plateau) {
        while (plateaus.size() < size) {
            plateaus.add(plateau);
        }
    }
}
