package dev.flattensync.stress.measure;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.IntCountsHistogram;

/** A distribution of times in nanoseconds, and which percentiles of it may be stated. */
public final class Figures {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double FULL = 100;
    /** A percentile needs this many samples beyond it. */
    private static final double SAMPLES_BEYOND = 10;

    // There is one for each block, plateau and kind of change, so counts are small.
    private final IntCountsHistogram histogram;

    /** The histogram would round it. */
    private long maxNanos;

    private long censored;

    /** Without samples. */
    public Figures() {
        this(new IntCountsHistogram(SIGNIFICANT_DIGITS), 0, 0);
    }

    private Figures(IntCountsHistogram histogram, long maxNanos, long censored) {
        this.histogram = histogram;
        this.maxNanos = maxNanos;
        this.censored = censored;
    }

    /**
     * What was written out.
     *
     * @param encoded what {@link #encoded} made
     * @param maxNanos the highest time, exactly
     * @param censored how many samples were cut off
     * @throws IllegalArgumentException if it is not a histogram in HdrHistogram's compressed form
     */
    public static Figures of(byte[] encoded, long maxNanos, long censored) {
        try {
            return new Figures(
                    IntCountsHistogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), 0), maxNanos, censored);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("expected a histogram in HdrHistogram's compressed form", e);
        }
    }

    /** All samples in HdrHistogram's compressed form, whose values are within a thousandth. */
    public byte[] encoded() {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /**
     * Adds a sample.
     *
     * @param ok whether the time is known; if not, it took at least that long
     */
    public void add(long nanos, boolean ok) {
        histogram.recordValue(Math.max(0, nanos));
        maxNanos = Math.max(maxNanos, nanos);
        censored += ok ? 0 : 1;
    }

    void add(Figures others) {
        histogram.add(others.histogram);
        maxNanos = Math.max(maxNanos, others.maxNanos);
        censored += others.censored;
    }

    /** How many samples there are. */
    public long count() {
        return histogram.getTotalCount();
    }

    /** How many samples were cut off at the time-out: failed changes, of which only is known that they took longer. */
    public long censored() {
        return censored;
    }

    /** The highest time; 0 without samples. */
    public long maxNanos() {
        return maxNanos;
    }

    /**
     * How many samples it takes to state a percentile: 10/(1-p), so p95 200 and p99 1,000; the maximum (100) takes one.
     */
    public static long samplesNeeded(double percentile) {
        return percentile >= FULL ? 1 : Math.round(SAMPLES_BEYOND / (1 - percentile / FULL));
    }

    /**
     * A percentile.
     *
     * @param percentile 0 to 100; 100 is the maximum
     * @return empty if there are too few samples: see {@link #samplesNeeded}
     */
    public OptionalLong percentileNanos(double percentile) {
        return count() < samplesNeeded(percentile) ? OptionalLong.empty() : OptionalLong.of(nearestNanos(percentile));
    }

    /** Whether a percentile falls on samples that were cut off: its true value is that or more. */
    public boolean isCensored(double percentile) {
        return censored > 0 && count() * (1 - percentile / FULL) < censored;
    }

    /** A percentile, be there as few samples as there may; 0 without any. */
    long nearestNanos(double percentile) {
        // The histogram's steps end above the values in them.
        return percentile >= FULL ? maxNanos : Math.min(maxNanos, histogram.getValueAtPercentile(percentile));
    }

    /** A copy of the samples, to be written out. */
    public AbstractHistogram histogram() {
        return histogram.copy();
    }
}
