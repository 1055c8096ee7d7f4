package dev.flattensync.stress.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a cost grows with the size of the data: the exponent b of cost = a · size^b, by ordinary least squares of the
 * logarithm of the cost on that of the size, each size with the same weight. 1 is growth in proportion, 0 none.
 *
 * <p>A cost that is not a power of the size, like one with a fixed part, has no single exponent: this is then its mean
 * slope, and the exponents between neighbouring sizes show how it bends. There is no interval: costs of one size share
 * its tables, so that to measure there more often does not tell how other tables of that size would do.
 *
 * @param exponent over all sizes
 * @param steps the exponents between neighbouring sizes, ascending: one fewer than sizes
 */
public record GrowthEstimate(double exponent, List<Double> steps) {

    /** Copies the steps. */
    public GrowthEstimate {
        steps = List.copyOf(steps);
    }

    /**
     * Estimates the exponents.
     *
     * @param sizes positive and ascending, at least two
     * @param costs positive, in any unit: one for each size
     * @throws IllegalArgumentException if a cost has no size, a value is not positive and finite, or the sizes are not
     *     at least two that ascend
     */
    public static GrowthEstimate of(double[] sizes, double[] costs) {
        if (sizes.length != costs.length
                || sizes.length < 2
                || !allPositive(sizes)
                || !allPositive(costs)
                || IntStream.range(1, sizes.length).anyMatch(i -> sizes[i] <= sizes[i - 1])) {
            throw new IllegalArgumentException(
                    "expected positive costs of as many positive sizes, two at least and ascending: found costs %s of sizes %s"
                            .formatted(Arrays.toString(costs), Arrays.toString(sizes)));
        }
        double[] x = Arrays.stream(sizes).map(Math::log).toArray();
        double[] y = Arrays.stream(costs).map(Math::log).toArray();
        List<Double> steps = new ArrayList<>();
        for (int i = 1; i < x.length; i++) {
            steps.add((y[i] - y[i - 1]) / (x[i] - x[i - 1]));
        }
        return new GrowthEstimate(slope(x, y), steps);
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    private static boolean allPositive(double[] values) {
        return Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value));
    }
}
