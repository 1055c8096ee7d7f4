package dev.flattensync.stress.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.statistics.GrowthEstimate.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowthEstimateTest {
    private static final double[] SIZES = {1e4, 1e5, 1e6};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 2, -1})
    void exponentOfAPowerIsFound(double exponent) {
        double[] costs =
                Arrays.stream(SIZES).map(size -> 7 * Math.pow(size, exponent)).toArray();

        GrowthEstimate growth = GrowthEstimate.of(SIZES, costs);

        assertThat(growth.exponent()).isCloseTo(exponent, within(1e-9));
        Interval interval = growth.interval(0.95).orElseThrow();
        assertThat(interval.low()).isCloseTo(exponent, within(1e-6));
        assertThat(interval.high()).isCloseTo(exponent, within(1e-6));
    }

    /**
     * By hand: x = 0, 1, 2, 3 and y = 0, 1, 1, 2 have the slope 0.6 and residuals -0.1, 0.3, -0.3, 0.1; s² = 0.2 / 2,
     * Sxx = 5, and t of two degrees of freedom is 4.3027 at 95%.
     */
    @Test
    void intervalIsWhatIsWorkedOutByHand() {
        double[] sizes = {1, Math.E, Math.exp(2), Math.exp(3)};
        double[] costs = {1, Math.E, Math.E, Math.exp(2)};

        GrowthEstimate growth = GrowthEstimate.of(sizes, costs);

        double half = 4.302653 * Math.sqrt(0.1 / 5);
        assertThat(growth.exponent()).isCloseTo(0.6, within(1e-9));
        Interval interval = growth.interval(0.95).orElseThrow();
        assertThat(interval.low()).isCloseTo(0.6 - half, within(1e-5));
        assertThat(interval.high()).isCloseTo(0.6 + half, within(1e-5));
    }

    @Test
    void costThatNeverChangesHasTheExponentZeroAlone() {
        GrowthEstimate growth = GrowthEstimate.of(SIZES, new double[] {5, 5, 5});

        assertThat(growth.exponent()).isZero();
        assertThat(growth.interval(0.95)).contains(new Interval(0, 0));
    }

    @Test
    void twoCostsHaveAnExponentButNoInterval() {
        GrowthEstimate growth = GrowthEstimate.of(new double[] {10, 1_000}, new double[] {1, 10});

        assertThat(growth.exponent()).isCloseTo(0.5, within(1e-12));
        assertThat(growth.interval(0.95)).isEmpty();
    }

    @Test
    void oneSizeAloneIsRefused() {
        assertThatThrownBy(() -> GrowthEstimate.of(new double[] {10, 10}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("two of them different", "[1.0, 2.0] of sizes [10.0, 10.0]");
    }

    @Test
    void costWithoutASizeIsRefused() {
        assertThatThrownBy(() -> GrowthEstimate.of(SIZES, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void costThatHasNoLogarithmIsRefused(double cost) {
        assertThatThrownBy(() -> GrowthEstimate.of(SIZES, new double[] {1, cost, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected positive costs");
    }
}
