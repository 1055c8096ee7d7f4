package dev.flattensync.stress.benchmark;

import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.report.Lines;
import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/** Latencies of samples, in the order in which they were taken, and their percentiles. */
final class Latencies {
    private static final double ALL = 100;

    private final double[] nanos;
    private int count;

    /** @param most how many there will be */
    Latencies(int most) {
        this.nanos = new double[most];
    }

    void add(long latencyNanos) {
        nanos[count++] = latencyNanos;
    }

    int count() {
        return count;
    }

    /**
     * A percentile of some of them, in nanoseconds.
     *
     * @param from the number of the first sample, from 0
     * @param to the number after the last
     */
    double percentile(double percentile, int from, int to) {
        return Quantile.withDefaults().evaluate(Arrays.copyOfRange(nanos, from, to), percentile / ALL);
    }

    /** A percentile of all in milliseconds, or that there are too few samples for it. */
    String milliseconds(double percentile) {
        return count < Figures.samplesNeeded(percentile)
                ? Lines.TOO_FEW
                : Lines.milliseconds(Math.round(percentile(percentile, 0, count))) + " ms";
    }
}
