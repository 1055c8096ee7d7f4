package dev.flattensync.stress.statistics;

import java.util.Arrays;
import java.util.EnumSet;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * How many times the base's figure an arm's figure is, over pairs of blocks that ran the same events on the same data.
 *
 * <p>The pair is the unit: its log ratio is one observation, however many latencies its blocks have, because what
 * disturbs a block disturbs all its latencies together. The log ratios are taken to be independent and about normally
 * distributed; two arms that do not differ make them symmetric about 0 anyway.
 *
 * <p>If all pairs have the same ratio, there is no spread to judge by. The interval is then that ratio alone, and the
 * p-value 1 if the ratio is 1, else 0: what they come near to as the spread shrinks. Measured figures hardly ever do
 * that, made-up ones do.
 */
public final class RatioEstimate {
    private static final int LEAST_PAIRS = 2;

    private final int pairs;
    private final double logMean;
    private final double logVariance;

    private RatioEstimate(int pairs, double logMean, double logVariance) {
        this.pairs = pairs;
        this.logMean = logMean;
        this.logVariance = logVariance;
    }

    /**
     * The range in which the ratio is.
     *
     * @param low the lower end
     * @param high the upper end
     */
    public record Interval(double low, double high) {

        /** Whether it shows a difference: no difference, a ratio of 1, is outside. */
        public boolean excludesOne() {
            return low > 1 || high < 1;
        }
    }

    /**
     * Estimates the ratio of figures to those of the base.
     *
     * @param figures of the arm, one for each pair of blocks, positive, in any unit
     * @param bases the same of the base, in the same order and unit
     * @throws IllegalArgumentException if there are fewer than two pairs, or a block without its partner, or a figure
     *     that is not positive and finite
     */
    public static RatioEstimate of(double[] figures, double[] bases) {
        if (figures.length != bases.length || figures.length < LEAST_PAIRS) {
            throw new IllegalArgumentException("expected as many figures as bases, at least %d: found %d and %d"
                    .formatted(LEAST_PAIRS, figures.length, bases.length));
        }
        requirePositive("figures", figures);
        requirePositive("bases", bases);
        double[] logRatios = new double[figures.length];
        // The difference of the logarithms, not the logarithm of the quotient: it is exactly symmetric.
        Arrays.setAll(logRatios, pair -> Math.log(figures[pair]) - Math.log(bases[pair]));
        DoubleStatistics statistics = DoubleStatistics.of(EnumSet.of(Statistic.MEAN, Statistic.VARIANCE), logRatios);
        return new RatioEstimate(
                logRatios.length, statistics.getAsDouble(Statistic.MEAN), statistics.getAsDouble(Statistic.VARIANCE));
    }

    /** How many pairs of blocks it is from. */
    public int pairs() {
        return pairs;
    }

    /** The geometric mean of the pairs' ratios; under 1 the arm's figure is smaller than the base's. */
    public double ratio() {
        return Math.exp(logMean);
    }

    /**
     * The confidence interval of the ratio by Student's t: exp(mean ± t · s / √n) of the n log ratios, with n - 1
     * degrees of freedom.
     *
     * @param confidence over 0 and under 1, as 0.95
     * @throws IllegalArgumentException if the confidence is out of that range
     */
    public Interval interval(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("expected a confidence over 0 and under 1: found " + confidence);
        }
        var ofMean = NormalConfidenceInterval.MEAN.fromErrorRate(logMean, logVariance, pairs, 1 - confidence);
        return new Interval(Math.exp(ofMean.getLowerBound()), Math.exp(ofMean.getUpperBound()));
    }

    /**
     * How likely a mean log ratio at least this far from 0 is if the arms do not differ: the two-sided p-value of
     * Student's one-sample t-test. The interval at a confidence of 1 - p just touches 1.
     */
    public double pValue() {
        // Without any spread, t would be 0 / 0.
        return logMean == 0
                ? 1
                : TTest.withDefaults().test(logMean, logVariance, pairs).getPValue();
    }

    private static void requirePositive(String name, double[] figures) {
        for (int pair = 0; pair < figures.length; pair++) {
            if (!(figures[pair] > 0 && Double.isFinite(figures[pair]))) {
                throw new IllegalArgumentException("expected %s that are positive and finite: found %s in pair %d of %d"
                        .formatted(name, figures[pair], pair + 1, figures.length));
            }
        }
    }
}
