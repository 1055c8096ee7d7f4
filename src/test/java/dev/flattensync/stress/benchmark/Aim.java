package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.statistics.RatioEstimate;
import dev.flattensync.stress.statistics.RatioEstimate.Interval;
import java.util.Locale;

/**
 * What a ratio should be. Judged as gates are: by the whole interval, not by its middle.
 *
 * @param upper whether the bound is the most it should be, else the least
 * @param bound the ratio
 */
record Aim(boolean upper, double bound) {
    private static final double CONFIDENCE = 0.95;

    static Aim atLeast(double bound) {
        return new Aim(false, bound);
    }

    static Aim atMost(double bound) {
        return new Aim(true, bound);
    }

    /** The ratio with its interval, the aim, and whether it is met. */
    String judge(RatioEstimate estimate) {
        Interval interval = estimate.interval(CONFIDENCE);
        return String.format(
                Locale.ROOT,
                "%.2f, 95%% interval %.2f to %.2f from %d pairs; aim: %s %.2f: %s",
                estimate.ratio(),
                interval.low(),
                interval.high(),
                estimate.pairs(),
                upper ? "at most" : "at least",
                bound,
                verdict(interval));
    }

    private String verdict(Interval interval) {
        boolean allMeet = upper ? interval.high() <= bound : interval.low() >= bound;
        boolean noneMeets = upper ? interval.low() > bound : interval.high() < bound;
        if (allMeet) {
            return "met";
        }
        return noneMeets ? "missed" : "inconclusive, the interval holds it";
    }
}
