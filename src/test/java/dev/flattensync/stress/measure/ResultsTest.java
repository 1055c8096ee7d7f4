package dev.flattensync.stress.measure;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final long MILLI = 1_000_000;
    private static final long MINUTE = 60_000 * MILLI;
    private static final List<String> BOTH = List.of("schema1", "schema2");
    private static final Step SLOW = plateau(10, 2);
    private static final Step LONG = plateau(100, 20);
    private static final Step FAST = plateau(50, 2);

    private final Blog blog = new Blog();
    private final ChangeKind edit = blog.kind("edit comment");
    private final ChangeKind push = blog.kind("push comment");
    private final PlantedBlocks planted = new PlantedBlocks();

    @Test
    void blocksOfOneArmAreSummedUp() {
        Results results = planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                .add("schema1", change -> edit, change -> 3 * MILLI, SLOW)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).load().due()).isEqualTo(40);
        assertThat(results.plateau("schema1", 0)
                        .kinds()
                        .get("edit comment")
                        .syncLatency()
                        .count())
                .isEqualTo(40);
    }

    @Test
    void kindsAreKeptApart() {
        PlateauResult plateau = planted.add("schema1", change -> change % 4 == 0 ? push : edit, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment", "push comment")
                .plateau("schema1", 0);

        assertThat(plateau.kinds().get("push comment").syncLatency().count()).isEqualTo(5);
        assertThat(plateau.kinds().get("edit comment").syncLatency().count()).isEqualTo(15);
        assertThat(plateau.all().syncLatency().count()).isEqualTo(20);
    }

    @Test
    void kindThatAnotherGaveWayToIsCounted() {
        Results results = planted.add("schema1", change -> push, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0)
                        .kinds()
                        .get("push comment")
                        .syncLatency()
                        .count())
                .isEqualTo(20);
    }

    @Test
    void warmUpIsLeftOut() {
        Block warmUp = planted.started("schema1", true, 0, SLOW);
        planted.visible(warmUp, 0, edit, MINUTE);

        Results results = planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0)
                        .kinds()
                        .get("edit comment")
                        .syncLatency()
                        .maxNanos())
                .isLessThan(2 * MILLI);
        assertThat(results.plateau("schema1", 0).load().due()).isEqualTo(20);
    }

    @Test
    void changesAreUnfinishedInWarmUpToo() {
        planted.started("schema1", true, 0, SLOW);

        assertThat(planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                        .results(List.of("schema1"), "edit comment")
                        .unfinished())
                .isEqualTo(20);
    }

    @Test
    void changesOfARampAreLeftOut() {
        Step ramped = new Step(20, Duration.ofSeconds(2), Duration.ofSeconds(1));

        Results results = planted.add("schema1", change -> edit, change -> change < 20 ? MINUTE : MILLI, ramped)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).load().due()).isEqualTo(20);
        assertThat(results.plateau("schema1", 0).all().syncLatency().maxNanos()).isLessThan(2 * MILLI);
    }

    @Test
    void stepThatIsOnlyPassedIsNoPlateau() {
        Step passed = new Step(20, Duration.ofSeconds(1), Duration.ZERO);

        Results results = planted.add("schema1", change -> edit, change -> MILLI, passed, FAST)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateaus()).extracting(PlateauResult::step).containsExactly(1);
    }

    @Test
    void comparedStepIsTheOneThatIsValidInEveryArm() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW, FAST);
        planted.add("schema2", change -> edit, change -> change < 20 ? MILLI : MINUTE, SLOW, FAST);

        assertThat(planted.results(BOTH, "edit comment").comparedStep()).contains(0);
    }

    @Test
    void comparedStepIsTheOneOfTheHighestRate() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW, FAST, SLOW);

        assertThat(planted.results(List.of("schema1"), "edit comment").comparedStep())
                .contains(1);
    }

    @Test
    void nothingIsComparedIfNothingIsValidInOneArm() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                .add("schema2", change -> edit, change -> MINUTE, SLOW);

        assertThat(planted.results(BOTH, "edit comment").comparedStep()).isEmpty();
    }

    @Test
    void armThatNeverRanHasNothingToCompare() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW);

        assertThat(planted.results(BOTH, "edit comment").comparedStep()).isEmpty();
    }

    @Test
    void plateauIsUnsustainableIfLessThanNinetyNinePercentOfTheRateIsAchieved() {
        // Each change takes so much longer than the one before: the backlog grows evenly.
        assertThat(validity(growingBy(0.005))).isEqualTo("valid");
        assertThat(validity(growingBy(0.02))).isEqualTo("unsustainable");
        assertThat(growingBy(0.02).plateau("schema1", 0).validity().reason())
                .startsWith("the backlog grew: 98.0")
                .endsWith("% of the offered rate achieved, allowed 99%");
    }

    @Test
    void growthIsTheMeanOverAllBlocks() {
        planted.add("schema1", change -> edit, change -> Math.round(change * 10 * MILLI * 0.018), LONG)
                .add("schema1", change -> edit, change -> MILLI, LONG);

        Results results = planted.results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).load().achievedRate()).isCloseTo(99.1, offset(0.1));
        assertThat(validity(results)).isEqualTo("valid");
    }

    @Test
    void plateauIsUnsustainableIfMoreWaitAtItsEndThanArriveInASecond() {
        // It grows by little, but for long.
        planted.add("schema1", change -> edit, change -> Math.round(change * 10 * MILLI * 0.006), plateau(100, 200));

        Results results = planted.results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).load().achievedRate()).isGreaterThan(99);
        assertThat(results.plateau("schema1", 0).validity().reason())
                .isEqualTo("119 changes waited when it ended, allowed is what arrives in a second");
    }

    @Test
    void plateauIsUnsustainableIfMoreOfBeforeWaitAtItsStartThanArriveInASecond() {
        // A burst that is worked off: the backlog shrinks, and what is measured is the wait for it.
        planted.add(
                "schema1",
                change -> edit,
                change -> change < 1_000 ? 4_000 * MILLI : MILLI,
                plateau(500, 2),
                plateau(100, 10));

        Results results = planted.results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 1).load().backlogGrowth()).isNegative();
        assertThat(results.plateau("schema1", 1).validity().reason())
                .isEqualTo("1,000 changes of before waited when it began, allowed is what arrives in a second");
    }

    @Test
    void worstBacklogOfAllBlocksDecides() {
        planted.add("schema1", change -> edit, change -> MINUTE, SLOW)
                .add("schema1", change -> edit, change -> MILLI, SLOW);

        assertThat(planted.results(List.of("schema1"), "edit comment")
                        .plateau("schema1", 0)
                        .load()
                        .backlogAtEnd())
                .isEqualTo(20);
    }

    @Test
    void failedChangeMakesAPlateauUnsustainable() {
        Block block = planted.started("schema1", false, 0, SLOW);
        for (int change = 0; change < 20; change++) {
            if (change == 7) {
                planted.failed(block, change, edit, MINUTE);
            } else {
                planted.visible(block, change, edit, 0);
            }
        }

        PlateauResult plateau =
                planted.results(List.of("schema1"), "edit comment").plateau("schema1", 0);

        assertThat(plateau.load().failed()).isEqualTo(1);
        assertThat(plateau.validity().reason()).isEqualTo("1 of 20 changes failed, allowed 0%");
    }

    @Test
    void changeThatWasNeverDoneHasFailed() {
        Block block = planted.started("schema1", false, 0, SLOW);
        for (int change = 0; change < 19; change++) {
            planted.visible(block, change, edit, 0);
        }

        assertThat(planted.results(List.of("schema1"), "edit comment")
                        .plateau("schema1", 0)
                        .load()
                        .failed())
                .isEqualTo(1);
    }

    @Test
    void plateauIsVoidIfTheGeneratorWasLate() {
        late(3 * MILLI, 3 * MILLI);

        assertThat(planted.results(List.of("schema1"), "edit comment")
                        .plateau("schema1", 0)
                        .validity())
                .isEqualTo(new Validity.Void("the generator was late: lag p99 3.0 ms, allowed 2.0 ms"));
    }

    @Test
    void latenessOfATenthOfTheLatencyIsAllowed() {
        late(3 * MILLI, 31 * MILLI);

        assertThat(validity(planted.results(List.of("schema1"), "edit comment")))
                .isEqualTo("valid");
    }

    @Test
    void voidBlockIsLeftOutOfThePlateau() {
        late(3 * MILLI, 3 * MILLI);
        planted.add("schema1", change -> edit, change -> MILLI, SLOW);

        PlateauResult plateau =
                planted.results(List.of("schema1"), "edit comment").plateau("schema1", 0);

        assertThat(plateau.validity().isValid()).isTrue();
        assertThat(plateau.voidRuns()).isEqualTo(1);
        assertThat(plateau.runs()).hasSize(2);
        assertThat(plateau.all().syncLatency().count()).isEqualTo(20);
        assertThat(plateau.all().syncLatency().maxNanos()).isEqualTo(MILLI);
    }

    /** Adds a block whose changes were all started late. */
    private void late(long lagNanos, long latencyNanos) {
        Block block = planted.started("schema1", false, 0, SLOW);
        for (int change = 0; change < 20; change++) {
            planted.visible(block, change, edit, lagNanos, lagNanos, latencyNanos);
        }
    }

    /** One block at 100 changes per second, of which that share is added to the backlog. */
    private Results growingBy(double share) {
        return new PlantedBlocks()
                .add("schema1", change -> edit, change -> Math.round(change * 10 * MILLI * share), LONG)
                .results(List.of("schema1"), "edit comment");
    }

    private static String validity(Results results) {
        return results.plateau("schema1", 0).validity().word();
    }
}
