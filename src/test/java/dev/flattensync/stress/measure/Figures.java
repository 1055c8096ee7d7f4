package dev.flattensync.stress.measure;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Latencies of one kind of change in one arm, in nanoseconds, and which percentiles of them may be stated. */
public final class Figures {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double FULL = 100;
    /** A percentile needs this many samples beyond it. */
    private static final double SAMPLES_BEYOND = 10;

    private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

    /** The histogram would round it. */
    private long maxNanos;

    void add(long latencyNanos) {
        histogram.recordValue(Math.max(0, latencyNanos));
        maxNanos = Math.max(maxNanos, latencyNanos);
    }

    void add(Figures others) {
        histogram.add(others.histogram);
        maxNanos = Math.max(maxNanos, others.maxNanos);
    }

    /** How many samples there are. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** The highest latency; 0 without samples. */
    public long maxNanos() {
        return maxNanos;
    }

    /**
     * How many samples it takes to state a percentile: 10/(1-p), so p95 200 and p99 1,000; the maximum (100) takes one.
     */
    static long samplesNeeded(double percentile) {
        return percentile >= FULL ? 1 : Math.round(SAMPLES_BEYOND / (1 - percentile / FULL));
    }

    /**
     * A percentile.
     *
     * @param percentile 0 to 100; 100 is the maximum
     * @return empty if there are too few samples: see {@link #samplesNeeded}
     */
    public OptionalLong percentileNanos(double percentile) {
        if (count() < samplesNeeded(percentile)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(percentile >= FULL ? maxNanos() : histogram.getValueAtPercentile(percentile));
    }
}
