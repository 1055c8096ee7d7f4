package dev.flattensync.stress.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
        assertThat(growth.steps())
                .hasSize(2)
                .allSatisfy(step -> assertThat(step).isCloseTo(exponent, within(1e-9)));
    }

    /** By hand: x = 0, 1, 2, 3 and y = 0, 1, 1, 2 have the slope 0.6; sizes need not be at equal distances. */
    @Test
    void exponentsAreWhatIsWorkedOutByHand() {
        double[] sizes = {1, Math.E, Math.exp(2), Math.exp(3)};
        double[] costs = {1, Math.E, Math.E, Math.exp(2)};

        GrowthEstimate growth = GrowthEstimate.of(sizes, costs);

        assertThat(growth.exponent()).isCloseTo(0.6, within(1e-12));
        assertThat(growth.steps())
                .satisfiesExactly(
                        step -> assertThat(step).isCloseTo(1, within(1e-12)),
                        step -> assertThat(step).isCloseTo(0, within(1e-12)),
                        step -> assertThat(step).isCloseTo(1, within(1e-12)));
    }

    @Test
    void costThatNeverChangesHasTheExponentZero() {
        GrowthEstimate growth = GrowthEstimate.of(SIZES, new double[] {5, 5, 5});

        assertThat(growth.exponent()).isZero();
        assertThat(growth.steps()).containsExactly(0.0, 0.0);
    }

    @Test
    void twoSizesHaveOneStep() {
        GrowthEstimate growth = GrowthEstimate.of(new double[] {10, 1_000}, new double[] {1, 10});

        assertThat(growth.exponent()).isCloseTo(0.5, within(1e-12));
        assertThat(growth.steps()).hasSize(1);
    }

    @Test
    void sizesThatDoNotAscendAreRefused() {
        assertThatThrownBy(() -> GrowthEstimate.of(new double[] {10, 10}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("two at least and ascending", "[1.0, 2.0] of sizes [10.0, 10.0]");
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
