package dev.flattensync.stress.measure;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static dev.flattensync.stress.statistics.Finding.FASTER;
import static dev.flattensync.stress.statistics.Finding.NO_DIFFERENCE_SHOWN;
import static dev.flattensync.stress.statistics.Finding.SLOWER;
import static dev.flattensync.stress.statistics.Finding.TOO_FEW_PAIRS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final long MILLI = 1_000_000;
    private static final long MINUTE = 60_000 * MILLI;
    private static final List<String> BOTH = List.of("schema1", "schema2");
    private static final List<String> THREE = List.of("schema1", "schema2", "schema3");
    private static final String EDIT = "edit comment";
    private static final String PUSH = "push comment";
    /** 40 changes: as many as the median needs, and no other percentile. */
    private static final Step SHORT = plateau(20, 2);

    private final Blog blog = new Blog();
    private final ChangeKind edit = blog.kind(EDIT);
    private final ChangeKind push = blog.kind(PUSH);
    private final PlantedBlocks planted = new PlantedBlocks();

    @Test
    void blocksOfOneNumberFormAPair() {
        // Both arms slow down together, block by block: only within pairs the ratio is always 2.
        for (long block = 1; block <= 6; block++) {
            add("schema1", block * MILLI);
        }
        for (long block = 1; block <= 6; block++) {
            add("schema2", 2 * block * MILLI);
        }

        Cell median = median(BOTH, "schema2");

        assertThat(median.ratio().orElseThrow().pairs()).isEqualTo(6);
        assertThat(median.ratio().orElseThrow().ratio()).isCloseTo(2, within(0.01));
        assertThat(median.ratio().orElseThrow().interval(0.95).low()).isGreaterThan(1.99);
        assertThat(median.finding()).isEqualTo(SLOWER);
    }

    @ParameterizedTest
    @CsvSource({"schema1", "schema2"})
    void voidBlockDropsItsPair(String lateArm) {
        for (int block = 0; block < 7; block++) {
            for (String arm : BOTH) {
                if (block == 3 && arm.equals(lateArm)) {
                    addLate(arm);
                } else {
                    // The partner of the void block is far from all others, and must not be paired with one of them.
                    add(arm, block == 3 ? 30 * MILLI : arm.equals("schema1") ? MILLI : 2 * MILLI);
                }
            }
        }

        Cell median = median(BOTH, "schema2");

        assertThat(median.ratio().orElseThrow().pairs()).isEqualTo(6);
        assertThat(median.ratio().orElseThrow().ratio()).isCloseTo(2, within(0.01));
    }

    @Test
    void blockWithoutPartnerIsLeftOut() {
        pairs(6, MILLI, 2 * MILLI);
        add("schema1", MILLI);

        assertThat(median(BOTH, "schema2").ratio().orElseThrow().pairs()).isEqualTo(6);
    }

    @Test
    void percentileWithTooFewSamplesInABlockHasNoRatio() {
        pairs(6, MILLI, 2 * MILLI);

        Comparison comparison = comparison(BOTH);

        assertThat(comparison.cells("schema2", EDIT)).containsOnlyKeys(50.0, 95.0, 99.0);
        assertThat(comparison.cells("schema2", EDIT).get(50.0).ratio()).isPresent();
        assertThat(comparison.cells("schema2", EDIT).get(95.0).ratio()).isEmpty();
        assertThat(comparison.cells("schema2", EDIT).get(95.0).finding()).isEqualTo(TOO_FEW_PAIRS);
        assertThat(comparison.cells("schema2", EDIT).get(99.0).ratio()).isEmpty();
    }

    @Test
    void rareKindHasNoRatioWhileAllChangesTogetherHaveOne() {
        for (int block = 0; block < 6; block++) {
            for (String arm : BOTH) {
                planted.add(arm, change -> change % 4 == 0 ? push : edit, change -> MILLI, SHORT);
            }
        }

        Comparison comparison = comparison(BOTH);

        assertThat(comparison.cells("schema2", PUSH).get(50.0).ratio())
                .as("10 samples in a block")
                .isEmpty();
        assertThat(comparison.cells("schema2", Comparison.ALL).get(50.0).ratio())
                .isPresent();
    }

    @Test
    void kindThatOnlyOneArmHasIsInTheTableWithoutRatio() {
        for (int block = 0; block < 6; block++) {
            add("schema1", MILLI);
            planted.add("schema2", change -> push, change -> MILLI, SHORT);
        }

        Comparison comparison = Comparison.of(planted.results(BOTH)).orElseThrow();

        assertThat(comparison.cells("schema2", EDIT).get(50.0).ratio()).isEmpty();
        assertThat(comparison.cells("schema2", PUSH).get(50.0).ratio()).isEmpty();
    }

    @Test
    void fivePairsAreTooFewForAWord() {
        pairs(5, MILLI, 2 * MILLI);

        assertThat(median(BOTH, "schema2").finding()).isEqualTo(TOO_FEW_PAIRS);
        assertThat(median(BOTH, "schema2").ratio().orElseThrow().ratio()).isCloseTo(2, within(0.01));
    }

    @Test
    void onePairHasNoRatio() {
        pairs(1, MILLI, 2 * MILLI);

        assertThat(median(BOTH, "schema2").ratio()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, 14, SLOWER", "14, 10, FASTER", "10, 10, NO_DIFFERENCE_SHOWN"})
    void plainDifferenceIsFoundAndNoOther(long millisOfTheFirst, long millis, Finding finding) {
        for (int block = 0; block < 6; block++) {
            // Blocks that differ by a few percent, as real ones do, and not alike in both arms.
            long noise = block * MILLI / 10;
            add("schema1", millisOfTheFirst * MILLI + noise);
            add("schema2", millis * MILLI + (5 * MILLI / 10 - noise));
        }

        assertThat(median(BOTH, "schema2").finding()).isEqualTo(finding);
    }

    @Test
    void eachOtherArmIsComparedWithTheFirst() {
        for (int block = 0; block < 6; block++) {
            add("schema1", 10 * MILLI + block * MILLI / 10);
            add("schema2", 20 * MILLI);
            add("schema3", 5 * MILLI);
        }

        Comparison comparison = comparison(THREE);

        assertThat(comparison.cells()).extracting(Cell::arm).containsOnly("schema2", "schema3");
        assertThat(median(THREE, "schema2").finding()).isEqualTo(SLOWER);
        assertThat(median(THREE, "schema2").ratio().orElseThrow().ratio()).isBetween(1.9, 2.0);
        assertThat(median(THREE, "schema3").finding()).isEqualTo(FASTER);
        assertThat(median(THREE, "schema3").ratio().orElseThrow().ratio()).isBetween(0.48, 0.5);
    }

    /** What two arms show by a p-value of 2 to 5% is not claimed any more beside an arm that shows nothing. */
    @Test
    void correctionIsOverTheCellsOfAllArms() {
        // Log ratios of about -1, 0, 1, 2, 3, 4 percent: t is 1.96, then of 0, 1, 2, 3, 4, 5 percent: t is 3.27.
        for (int block = 0; block < 6; block++) {
            add("schema1", 1_000 * 100_000);
            add("schema2", (1_000 + 10 * block) * 100_000L);
            add("schema3", block % 2 == 0 ? 1_010 * 100_000 : 990 * 100_000);
        }

        double pValue = median(BOTH, "schema2").ratio().orElseThrow().pValue();
        assertThat(pValue).isBetween(0.0125, 0.025);
        assertThat(median(BOTH, "schema2").finding())
                .as("two cells: edits, and all changes")
                .isEqualTo(SLOWER);
        assertThat(median(THREE, "schema2").finding()).as("four cells").isEqualTo(NO_DIFFERENCE_SHOWN);
    }

    @Test
    void percentileOfWhichIsOnlyKnownThatItIsOverTheTimeOutIsNotCompared() {
        Step step = plateau(100, 10);
        for (int i = 0; i < 6; i++) {
            for (String arm : BOTH) {
                Block block = planted.started(arm, false, Block.LEAD_NANOS, step);
                for (int change = 0; change < 1_000; change++) {
                    if (arm.equals("schema2") && change < 11) {
                        planted.failed(block, change, edit, MINUTE);
                    } else {
                        planted.visible(block, change, edit, MILLI);
                    }
                }
            }
        }

        Comparison comparison = Comparison.of(planted.results(BOTH, new Validity.Limits(0.02), EDIT))
                .orElseThrow();

        assertThat(comparison.cells("schema2", EDIT).get(95.0).ratio()).isPresent();
        assertThat(comparison.cells("schema2", EDIT).get(99.0).ratio()).isEmpty();
    }

    @Test
    void nothingIsComparedIfNothingIsValidInEveryArm() {
        pairs(6, MILLI, MINUTE);

        assertThat(Comparison.of(planted.results(BOTH, EDIT))).isEmpty();
    }

    @Test
    void oneArmIsComparedWithNothing() {
        add("schema1", MILLI);

        assertThat(Comparison.of(planted.results(List.of("schema1"), EDIT))).isEmpty();
    }

    @Test
    void unsustainablePlateauIsNotComparedThoughItsRateIsTheHighest() {
        Step fast = plateau(50, 2);
        for (int block = 0; block < 6; block++) {
            planted.add("schema1", change -> edit, change -> MILLI, SHORT, fast);
            planted.add("schema2", change -> edit, change -> change < 40 ? MILLI : MINUTE, SHORT, fast);
        }

        assertThat(comparison(BOTH).step()).isZero();
        assertThat(median(BOTH, "schema2").finding()).isEqualTo(NO_DIFFERENCE_SHOWN);
    }

    private void pairs(int count, long nanosOfTheFirst, long nanos) {
        for (int block = 0; block < count; block++) {
            add("schema1", nanosOfTheFirst);
            add("schema2", nanos);
        }
    }

    private void add(String arm, long nanos) {
        IntToLongFunction latency = change -> nanos;
        planted.add(arm, change -> edit, latency, SHORT);
    }

    /** A block in which the generator was late. */
    private void addLate(String arm) {
        Block block = planted.started(arm, false, Block.LEAD_NANOS, SHORT);
        for (int change = 0; change < block.schedule().size(); change++) {
            planted.visible(block, change, edit, 50 * MILLI, 50 * MILLI, 60 * MILLI);
        }
    }

    private Comparison comparison(List<String> arms) {
        return Comparison.of(planted.results(arms, EDIT)).orElseThrow();
    }

    private Cell median(List<String> arms, String arm) {
        return comparison(arms).cells(arm, EDIT).get(50.0);
    }
}
