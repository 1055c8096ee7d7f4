package dev.flattensync.stress.measure;

import java.util.List;

/**
 * What was offered on a plateau, and whether the sync kept up with it.
 *
 * @param rate the offered rate, changes per second
 * @param seconds how long the plateau is
 * @param due how many changes were due
 * @param failed how many of them failed or were never done, those left aside that an abandoned block never started
 * @param backlogGrowth by how many changes a second the backlog (due, but not visible) grew: the slope of the
 *     least-squares line through it over the plateau; negative if it shrank
 * @param backlogAtStart how many changes were due but not visible when the plateau began
 * @param backlogAtEnd the same when it ended
 * @param abandoned whether its block was given up since too many waited; what it never started is part of the backlog
 */
public record Load(
        double rate,
        double seconds,
        long due,
        long failed,
        double backlogGrowth,
        int backlogAtStart,
        int backlogAtEnd,
        boolean abandoned) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** How many changes a second became visible: as many as were offered, less what the backlog grew by. */
    public double achievedRate() {
        return Math.min(rate, rate - backlogGrowth);
    }

    /** The share of changes that failed, 0 to 1. */
    public double errors() {
        return due == 0 ? 0 : (double) failed / due;
    }

    /**
     * The same plateau over several blocks: times and counts are added, growth is the mean, and the backlogs at start
     * and end are the worst.
     *
     * @param loads at least one, of the same rate
     */
    static Load over(List<Load> loads) {
        return new Load(
                loads.get(0).rate(),
                loads.stream().mapToDouble(Load::seconds).sum(),
                loads.stream().mapToLong(Load::due).sum(),
                loads.stream().mapToLong(Load::failed).sum(),
                loads.stream().mapToDouble(Load::backlogGrowth).average().orElseThrow(),
                loads.stream().mapToInt(Load::backlogAtStart).max().orElseThrow(),
                loads.stream().mapToInt(Load::backlogAtEnd).max().orElseThrow(),
                loads.stream().anyMatch(Load::abandoned));
    }

    /** Takes one change after the other, in nanoseconds since the block's start. */
    static final class Counter {
        private final double rate;
        private final long from;
        private final long to;
        private final boolean abandoned;
        private long due;
        private long failed;
        private int backlogAtStart;
        private int backlogAtEnd;
        /** The integral over the plateau of the backlog times the distance from the plateau's middle, in seconds. */
        private double moment;

        Counter(double rate, long from, long to, boolean abandoned) {
            this.rate = rate;
            this.from = from;
            this.to = to;
            this.abandoned = abandoned;
        }

        /**
         * @param dueNanos when the change was due
         * @param visibleNanos when it became visible or was given up; {@link Long#MAX_VALUE} if never
         * @param onPlateau whether it counts as one of the plateau's
         * @param isFailed whether it failed or was never done
         */
        void add(long dueNanos, long visibleNanos, boolean onPlateau, boolean isFailed) {
            due += onPlateau ? 1 : 0;
            failed += onPlateau && isFailed ? 1 : 0;
            backlogAtStart += dueNanos < from && visibleNanos > from ? 1 : 0;
            backlogAtEnd += dueNanos <= to && visibleNanos > to ? 1 : 0;
            // A change adds one to the backlog while it waits, so the integrals are sums over changes, and exact.
            long begin = Math.max(from, dueNanos);
            long end = Math.min(to, visibleNanos);
            if (begin < end) {
                double middle = ((double) from + to) / 2;
                moment += (end - begin) / NANOS_PER_SECOND * (((double) begin + end) / 2 - middle) / NANOS_PER_SECOND;
            }
        }

        /**
         * The slope of the least-squares line through b(t) over a time T is 12/T³ times the integral of b(t)(t - T/2).
         */
        Load load() {
            double seconds = (to - from) / NANOS_PER_SECOND;
            return new Load(
                    rate,
                    seconds,
                    due,
                    failed,
                    12 / (seconds * seconds * seconds) * moment,
                    backlogAtStart,
                    backlogAtEnd,
                    abandoned);
        }
    }
}
