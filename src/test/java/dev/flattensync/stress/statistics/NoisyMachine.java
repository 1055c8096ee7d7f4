package dev.flattensync.stress.statistics;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Makes up runs of two arms on a machine that is not quiet, of which everything is known.
 *
 * <p>The latencies of a block have a log-normal body and a heavy tail of pauses. All of a block's latencies together
 * are longer or shorter than another's: each block has its own luck, each kind of change in it too, some blocks have a
 * noisy neighbour, and the machine drifts over the run. The two blocks of a pair run one after the other, in turns the
 * one or the other first, so they share the drift but for one step.
 */
public final class NoisyMachine {
    /** The arm that the other is compared with. */
    public static final int BASE = 0;
    /** The arm that may be slower. */
    public static final int OTHER = 1;

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long MICRO = 1_000;
    private static final long MINUTE = 60_000_000_000L;

    private static final double MEDIAN_NANOS = 4e6;
    private static final double BODY_SPREAD = 0.4;
    private static final double PAUSE_SHARE = 0.02;
    private static final double PAUSE_MEAN_NANOS = 12e6;
    private static final double BLOCK_SPREAD = 0.035;
    private static final double KIND_SPREAD = 0.02;
    private static final double DISTURBED_SHARE = 0.2;
    private static final double LEAST_DISTURBANCE = 0.02;
    private static final double MOST_DISTURBANCE = 0.15;
    private static final double DRIFT_SPREAD = 0.01;

    /** So many that a number of 16 bits picks one. */
    private static final int POPULATION = 1 << Character.SIZE;

    private final SplittableRandom random;
    private final double[] population = new double[POPULATION];
    private final Histogram latencies = new Histogram(MICRO, MINUTE, SIGNIFICANT_DIGITS);

    /** Takes one kind of change of one block after the other. */
    @FunctionalInterface
    public interface BlockConsumer {
        /** @param latencies in nanoseconds; only until this returns */
        void accept(int arm, int pair, int kind, Histogram latencies);
    }

    /** @param random makes all up */
    public NoisyMachine(SplittableRandom random) {
        this.random = random;
        for (int i = 0; i < POPULATION; i++) {
            population[i] = MEDIAN_NANOS * Math.exp(BODY_SPREAD * random.nextGaussian());
            if (random.nextDouble() < PAUSE_SHARE) {
                population[i] += PAUSE_MEAN_NANOS * random.nextExponential();
            }
        }
    }

    /**
     * Runs pairs of blocks.
     *
     * @param kinds how many kinds of change there are
     * @param samples how many latencies each has in a block
     * @param slowdown how many times as long a latency of the other arm is; 1 if the arms do not differ
     */
    public void run(int pairs, int kinds, int samples, double slowdown, BlockConsumer consumer) {
        double drift = DRIFT_SPREAD * random.nextGaussian();
        for (int block = 0; block < 2 * pairs; block++) {
            int pair = block / 2;
            int arm = (block + pair) % 2 == 0 ? BASE : OTHER;
            double level = drift * block + BLOCK_SPREAD * random.nextGaussian() + disturbance();
            for (int kind = 0; kind < kinds; kind++) {
                double factor = Math.exp(level + KIND_SPREAD * random.nextGaussian());
                record(samples, arm == OTHER ? factor * slowdown : factor);
                consumer.accept(arm, pair, kind, latencies);
            }
        }
    }

    private double disturbance() {
        return random.nextDouble() < DISTURBED_SHARE ? random.nextDouble(LEAST_DISTURBANCE, MOST_DISTURBANCE) : 0;
    }

    private void record(int samples, double factor) {
        latencies.reset();
        long bits = 0;
        for (int sample = 0; sample < samples; sample++) {
            bits = sample % 4 == 0 ? random.nextLong() : bits >>> Character.SIZE;
            latencies.recordValue((long) (factor * population[(char) bits]));
        }
    }
}
