package dev.flattensync.stress.statistics;

import static dev.flattensync.stress.statistics.Finding.FASTER;
import static dev.flattensync.stress.statistics.Finding.NO_DIFFERENCE_SHOWN;
import static dev.flattensync.stress.statistics.Finding.SLOWER;
import static dev.flattensync.stress.statistics.Finding.TOO_FEW_PAIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final int SIX = 6;
    /** The t-statistics of six pairs, 5 degrees of freedom, that have the p-value of their name. */
    private static final double P005 = 4.773340604855522;

    private static final double P01 = 4.032142983555229;
    private static final double P02 = 3.364929998907218;
    private static final double P03 = 3.002874973841796;
    private static final double P04 = 2.756508521909475;

    @ParameterizedTest
    @CsvSource({
        "FASTER, faster",
        "SLOWER, slower",
        "NO_DIFFERENCE_SHOWN, no difference shown",
        "TOO_FEW_PAIRS, too few pairs"
    })
    void findingHasItsWords(Finding finding, String words) {
        assertThat(finding.words()).isEqualTo(words);
    }

    @Test
    void plantedStatisticsHaveThePValuesOfTheirNames() {
        assertThat(new double[] {pValue(P005), pValue(P01), pValue(P02), pValue(P03), pValue(P04)})
                .containsExactly(new double[] {0.005, 0.01, 0.02, 0.03, 0.04}, within(1e-9));
    }

    @Test
    void smallerLatencyIsFaster() {
        assertThat(Findings.of(List.of(RatioEstimate.of(
                        new double[] {80, 81, 79, 80, 82, 78}, new double[] {100, 100, 100, 100, 100, 100}))))
                .containsExactly(FASTER);
    }

    /** The example of many a textbook: 0.005 is under 0.05/4 and 0.01 under 0.05/3, but 0.03 is over 0.05/2. */
    @Test
    void claimsStopAtTheFirstPValueThatIsTooBig() {
        assertThat(Findings.of(List.of(slower(P01, SIX), slower(P04, SIX), slower(P03, SIX), slower(P005, SIX))))
                .containsExactly(SLOWER, NO_DIFFERENCE_SHOWN, NO_DIFFERENCE_SHOWN, SLOWER);
    }

    /** 0.04 alone is under 0.05/1, the bound of the last: the step before it has failed. */
    @Test
    void nothingIsClaimedAfterTheFirstPValueThatIsTooBig() {
        assertThat(Findings.of(List.of(slower(P03, SIX), slower(P04, SIX))))
                .containsExactly(NO_DIFFERENCE_SHOWN, NO_DIFFERENCE_SHOWN);
    }

    /** 0.03 is over 0.05/2, where Bonferroni's correction stays, but 0.02 was under it. */
    @Test
    void eachClaimMakesTheNextOneEasier() {
        assertThat(Findings.of(List.of(slower(P03, SIX), slower(P02, SIX)))).containsExactly(SLOWER, SLOWER);
    }

    @Test
    void equalPValuesAreClaimedTogetherOrNotAtAll() {
        assertThat(Findings.of(Collections.nCopies(2, slower(P02, SIX)))).containsOnly(SLOWER);
        assertThat(Findings.of(Collections.nCopies(3, slower(P02, SIX)))).containsOnly(NO_DIFFERENCE_SHOWN);
    }

    @Test
    void findingsAreInTheOrderOfTheTable() {
        RatioEstimate slower = slower(P005, SIX);
        RatioEstimate faster = slower(-P005, SIX);
        RatioEstimate equal = slower(0, SIX);

        assertThat(Findings.of(List.of(equal, slower, faster))).containsExactly(NO_DIFFERENCE_SHOWN, SLOWER, FASTER);
        assertThat(Findings.of(List.of(faster, equal, slower))).containsExactly(FASTER, NO_DIFFERENCE_SHOWN, SLOWER);
    }

    @Test
    void swappingTheArmsSwapsFasterAndSlower() {
        double[] figures = {120, 121, 119, 120, 123, 118};
        double[] bases = {100, 99, 101, 102, 100, 98};

        assertThat(Findings.of(List.of(RatioEstimate.of(figures, bases)))).containsExactly(SLOWER);
        assertThat(Findings.of(List.of(RatioEstimate.of(bases, figures)))).containsExactly(FASTER);
    }

    @Test
    void fivePairsAreTooFewHoweverClearTheyAre() {
        assertThat(Findings.of(List.of(slower(1_000, 5), slower(1_000, SIX)))).containsExactly(TOO_FEW_PAIRS, SLOWER);
    }

    @Test
    void estimatesOfTooFewPairsDoNotMakeTheOthersHarderToClaim() {
        assertThat(Findings.of(List.of(slower(1_000, 5), slower(P04, SIX), slower(0, 5))))
                .containsExactly(TOO_FEW_PAIRS, SLOWER, TOO_FEW_PAIRS);
    }

    @Test
    void equalFiguresShowNoDifference() {
        double[] figures = {5, 6, 7, 8, 9, 10};

        assertThat(Findings.of(List.of(RatioEstimate.of(figures, figures)))).containsExactly(NO_DIFFERENCE_SHOWN);
    }

    @Test
    void sameRatioInSixPairsIsADifference() {
        double[] figures = {15, 15, 15, 15, 15, 15};
        double[] bases = {10, 10, 10, 10, 10, 10};

        assertThat(Findings.of(List.of(RatioEstimate.of(figures, bases), slower(0, SIX))))
                .containsExactly(SLOWER, NO_DIFFERENCE_SHOWN);
    }

    @Test
    void emptyTableHasNoFindings() {
        assertThat(Findings.of(List.of())).isEmpty();
    }

    private static double pValue(double statistic) {
        return slower(statistic, SIX).pValue();
    }

    /** Pairs whose log ratios have this t-statistic, positive if the arm is slower. */
    private static RatioEstimate slower(double statistic, int pairs) {
        double spread = 0.01;
        double variance = pairs * (pairs + 1) / 12.0;
        double mean = statistic * spread * Math.sqrt(variance / pairs);
        double[] figures = new double[pairs];
        double[] bases = new double[pairs];
        Arrays.setAll(figures, pair -> Math.exp(mean + spread * (pair - (pairs - 1) / 2.0)));
        Arrays.fill(bases, 1);
        return RatioEstimate.of(figures, bases);
    }
}
