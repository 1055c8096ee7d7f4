package dev.flattensync.stress.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * How a cost grows with the size of the data: the exponent b of cost = a · size^b, by ordinary least squares of the
 * logarithm of the cost on that of the size. 1 is growth in proportion, 0 none.
 *
 * <p>A cost that is not a power of the size, like one with a fixed part, has no single exponent: this is then its mean
 * slope between the sizes, and the misfit widens the interval.
 */
public final class GrowthEstimate {
    private static final int LEAST_FOR_INTERVAL = 3;

    private final SimpleRegression regression;

    private GrowthEstimate(SimpleRegression regression) {
        this.regression = regression;
    }

    /**
     * The range in which the exponent is.
     *
     * @param low the lower end
     * @param high the upper end
     */
    public record Interval(double low, double high) {}

    /**
     * Estimates the exponent.
     *
     * @param sizes positive, of at least two different values
     * @param costs positive, in any unit: one for each size
     * @throws IllegalArgumentException if a cost has no size, a value is not positive and finite, or all sizes are
     *     equal
     */
    public static GrowthEstimate of(double[] sizes, double[] costs) {
        if (sizes.length != costs.length
                || Arrays.stream(sizes).distinct().count() < 2
                || !allPositive(sizes)
                || !allPositive(costs)) {
            throw new IllegalArgumentException(
                    "expected positive costs of as many positive sizes, two of them different: found costs %s of sizes %s"
                            .formatted(Arrays.toString(costs), Arrays.toString(sizes)));
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < sizes.length; i++) {
            regression.addData(Math.log(sizes[i]), Math.log(costs[i]));
        }
        return new GrowthEstimate(regression);
    }

    /** The exponent. */
    public double exponent() {
        return regression.getSlope();
    }

    /**
     * The confidence interval of the exponent by Student's t with n - 2 degrees of freedom; empty with fewer than three
     * costs, which a line fits without any rest to judge by.
     *
     * @param confidence over 0 and under 1, as 0.95
     */
    public Optional<Interval> interval(double confidence) {
        if (regression.getN() < LEAST_FOR_INTERVAL) {
            return Optional.empty();
        }
        double half = regression.getSlopeConfidenceInterval(1 - confidence);
        // Without any rest, rounding may leave a negative square, whose root is not a number.
        double width = Double.isNaN(half) ? 0 : half;
        return Optional.of(new Interval(exponent() - width, exponent() + width));
    }

    private static boolean allPositive(double[] values) {
        return Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value));
    }
}
