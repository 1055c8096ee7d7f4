package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArmVerdictTest {

    @Test
    void findingOfAllChangesIsTheHeadlineAtItsP95() {
        assertThat(verdict(
                        cell("edit", 50, 3, Finding.SLOWER),
                        cell(Comparison.ALL, 50, 2, Finding.SLOWER),
                        cell(Comparison.ALL, 95, 4, Finding.SLOWER)))
                .isEqualTo(
                        "b is slower than a at 200 changes/s: all changes p95 x 4.00 (4.00 to 4.00), edit p50 x 3.00 (3.00 to 3.00).");
    }

    @Test
    void findingOfSomeKindsIsSaidToBeInPart() {
        assertThat(verdict(
                        cell("edit", 50, 0.5, Finding.FASTER),
                        cell(Comparison.ALL, 95, 0.9, Finding.NO_DIFFERENCE_SHOWN)))
                .isEqualTo("b is faster than a at 200 changes/s in part: edit p50 x 0.50 (0.50 to 0.50).");
    }

    @Test
    void percentileThatWasNotFoundDoesNotStandForItsKind() {
        assertThat(verdict(cell("edit", 95, 1.4, Finding.NO_DIFFERENCE_SHOWN), cell("edit", 99, 2, Finding.SLOWER)))
                .endsWith("in part: edit p99 x 2.00 (2.00 to 2.00).");
    }

    @Test
    void manyKindsAreCounted() {
        assertThat(verdict(Stream.of("c", "d", "e", "f", "g")
                        .map(kind -> cell(kind, 50, 2, Finding.SLOWER))
                        .toArray(Cell[]::new)))
                .contains("c p50", "d p50", "e p50 x 2.00 (2.00 to 2.00) and 2 more kinds.")
                .doesNotContain("f p50");
    }

    @Test
    void noDifferenceShownIsSaidToProveNothing() {
        assertThat(verdict(
                        cell("edit", 50, 1.3, Finding.NO_DIFFERENCE_SHOWN),
                        cell(Comparison.ALL, 50, 1.1, Finding.NO_DIFFERENCE_SHOWN)))
                .isEqualTo(
                        "No difference is shown between a and b at 200 changes/s, which is no proof that there is none: all changes p50 x 1.10 (1.10 to 1.10).");
    }

    @Test
    void largeRatioOfTooFewPairsIsNoClaim() {
        assertThat(verdict(cell(Comparison.ALL, 50, 9, Finding.TOO_FEW_PAIRS)))
                .isEqualTo(
                        "Nothing can be said of b against a at 200 changes/s: there are 2 pairs of blocks, and 6 are needed.");
    }

    private static String verdict(Cell... cells) {
        return ArmVerdict.of("b", "a", "200 changes/s", List.of(cells));
    }

    /** Two pairs with the same ratio, so that the interval is that ratio. */
    private static Cell cell(String kind, double percentile, double ratio, Finding finding) {
        RatioEstimate estimate = RatioEstimate.of(new double[] {ratio, ratio}, new double[] {1, 1});
        return new Cell(kind, "b", percentile, Optional.of(estimate), finding);
    }
}
