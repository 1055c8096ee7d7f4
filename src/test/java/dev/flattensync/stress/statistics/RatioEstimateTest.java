package dev.flattensync.stress.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.statistics.RatioEstimate.Interval;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatioEstimateTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double[] FIGURES = {110, 126, 99, 130, 121, 104};
    private static final double[] BASES = {100, 105, 110, 100, 110, 100};

    /** The same by SciPy 1.17: stats.ttest_1samp of the log ratios, and its confidence_interval. */
    @Test
    void exampleGivesWhatAnotherLibraryGives() {
        RatioEstimate estimate = RatioEstimate.of(FIGURES, BASES);

        assertThat(estimate.pairs()).isEqualTo(6);
        assertThat(estimate.ratio()).isCloseTo(1.099506082503871, within(1e-9));
        assertThat(estimate.interval(0.95).low()).isCloseTo(0.96371429, within(1e-8));
        assertThat(estimate.interval(0.95).high()).isCloseTo(1.25443157, within(1e-8));
        assertThat(estimate.pValue()).isCloseTo(0.123574760595640, within(1e-9));
    }

    /** With two pairs t follows the Cauchy distribution, whose quantiles and p-values are a tangent. */
    @Test
    void exampleGivesWhatIsWorkedOutByHand() {
        RatioEstimate estimate = RatioEstimate.of(new double[] {2, 8}, new double[] {1, 1});

        double halfWidth = Math.tan(Math.PI / 2 * 0.8) * Math.log(2);
        assertThat(estimate.ratio()).isCloseTo(4, EXACT);
        assertThat(Math.log(estimate.interval(0.8).low())).isCloseTo(Math.log(4) - halfWidth, EXACT);
        assertThat(Math.log(estimate.interval(0.8).high())).isCloseTo(Math.log(4) + halfWidth, EXACT);
        assertThat(estimate.pValue()).isCloseTo(1 - 2 / Math.PI * Math.atan(2), EXACT);
    }

    /** The quantiles are those of every printed table of Student's t, for n - 1 degrees of freedom. */
    @ParameterizedTest
    @CsvSource({"2, 0.95, 12.706", "3, 0.95, 4.303", "6, 0.95, 2.571", "6, 0.99, 4.032", "10, 0.95, 2.262"})
    void halfTheWidthIsTheQuantileOfStudentsTTimesTheStandardError(int pairs, double confidence, double quantile) {
        double[] figures = new double[pairs];
        Arrays.setAll(figures, pair -> Math.exp(pair));
        double variance = pairs * (pairs + 1) / 12.0;

        Interval interval = RatioEstimate.of(figures, ones(pairs)).interval(confidence);

        assertThat(Math.log(interval.high() / interval.low()) / 2)
                .isCloseTo(quantile * Math.sqrt(variance / pairs), within(0.0006 * Math.sqrt(variance / pairs)));
    }

    @Test
    void intervalAtOneMinusThePValueJustTouchesOne() {
        RatioEstimate estimate = RatioEstimate.of(FIGURES, BASES);

        assertThat(estimate.interval(1 - estimate.pValue()).low()).isCloseTo(1, EXACT);
        assertThat(estimate.interval(1 - 1.001 * estimate.pValue()).excludesOne())
                .isTrue();
        assertThat(estimate.interval(1 - 0.999 * estimate.pValue()).excludesOne())
                .isFalse();
    }

    @Test
    void swappingTheArmsInvertsTheRatioAndTheInterval() {
        RatioEstimate estimate = RatioEstimate.of(FIGURES, BASES);
        RatioEstimate swapped = RatioEstimate.of(BASES, FIGURES);

        assertThat(swapped.ratio()).isCloseTo(1 / estimate.ratio(), EXACT);
        assertThat(swapped.interval(0.95).low())
                .isCloseTo(1 / estimate.interval(0.95).high(), EXACT);
        assertThat(swapped.interval(0.95).high())
                .isCloseTo(1 / estimate.interval(0.95).low(), EXACT);
        assertThat(swapped.pValue()).isEqualTo(estimate.pValue());
    }

    @Test
    void unitOfTheFiguresDoesNotMatter() {
        double[] figures = Arrays.stream(FIGURES).map(millis -> millis * 1e6).toArray();
        double[] bases = Arrays.stream(BASES).map(millis -> millis * 1e6).toArray();

        assertThat(RatioEstimate.of(figures, bases).interval(0.95).low())
                .isCloseTo(RatioEstimate.of(FIGURES, BASES).interval(0.95).low(), EXACT);
    }

    @Test
    void whatAPairSharesDoesNotMatter() {
        double[] figures = FIGURES.clone();
        double[] bases = BASES.clone();
        for (int pair = 0; pair < figures.length; pair++) {
            figures[pair] *= pair + 1;
            bases[pair] *= pair + 1;
        }

        assertThat(RatioEstimate.of(figures, bases).pValue())
                .isCloseTo(RatioEstimate.of(FIGURES, BASES).pValue(), EXACT);
    }

    @Test
    void equalFiguresHaveTheIntervalFromOneToOne() {
        RatioEstimate estimate = RatioEstimate.of(FIGURES, FIGURES);

        assertThat(estimate.ratio()).isEqualTo(1);
        assertThat(estimate.interval(0.999)).isEqualTo(new Interval(1, 1));
        assertThat(estimate.interval(0.999).excludesOne()).isFalse();
        assertThat(estimate.pValue()).isEqualTo(1);
    }

    @Test
    void sameRatioInAllPairsIsTheWholeInterval() {
        RatioEstimate estimate = RatioEstimate.of(new double[] {150, 150, 150}, new double[] {100, 100, 100});

        assertThat(estimate.interval(0.999).low()).isCloseTo(1.5, EXACT);
        assertThat(estimate.interval(0.999).high()).isCloseTo(1.5, EXACT);
        assertThat(estimate.interval(0.999).excludesOne()).isTrue();
        assertThat(estimate.pValue()).isZero();
    }

    @Test
    void ratiosThatCancelHaveThePValueOne() {
        assertThat(RatioEstimate.of(new double[] {2, 3}, new double[] {3, 2}).pValue())
                .isEqualTo(1);
    }

    @Test
    void blockWithoutItsPartnerIsRefused() {
        assertThatThrownBy(() -> RatioEstimate.of(ones(7), ones(6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected as many figures as bases, at least 2: found 7 and 6");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fewerThanTwoPairsAreRefused(int pairs) {
        assertThatThrownBy(() -> RatioEstimate.of(ones(pairs), ones(pairs)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("found %d and %d", pairs, pairs);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void figureThatIsNotPositiveAndFiniteIsRefused(double figure) {
        double[] figures = {1, 1, figure};

        assertThatThrownBy(() -> RatioEstimate.of(figures, ones(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected figures that are positive and finite: found " + figure + " in pair 3 of 3");
        assertThatThrownBy(() -> RatioEstimate.of(ones(3), figures))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected bases that are positive and finite: found " + figure + " in pair 3 of 3");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 95, Double.NaN})
    void confidenceThatIsNoProbabilityIsRefused(double confidence) {
        RatioEstimate estimate = RatioEstimate.of(FIGURES, BASES);

        assertThatThrownBy(() -> estimate.interval(confidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a confidence over 0 and under 1: found " + confidence);
    }

    private static double[] ones(int pairs) {
        double[] ones = new double[pairs];
        Arrays.fill(ones, 1);
        return ones;
    }
}
