package dev.flattensync.stress.measure;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;

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

        assertThat(results.plateau("schema1", 0).due()).isEqualTo(40);
        assertThat(results.plateau("schema1", 0).kinds().get("edit comment").count())
                .isEqualTo(40);
    }

    @Test
    void kindsAreKeptApart() {
        PlateauResult plateau = planted.add("schema1", change -> change % 4 == 0 ? push : edit, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment", "push comment")
                .plateau("schema1", 0);

        assertThat(plateau.kinds().get("push comment").count()).isEqualTo(5);
        assertThat(plateau.kinds().get("edit comment").count()).isEqualTo(15);
        assertThat(plateau.all().count()).isEqualTo(20);
    }

    @Test
    void kindThatAnotherGaveWayToIsCounted() {
        Results results = planted.add("schema1", change -> push, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).kinds().get("push comment").count())
                .isEqualTo(20);
    }

    @Test
    void warmUpIsLeftOut() {
        Block warmUp = planted.started("schema1", true, 0, SLOW);
        planted.visible(warmUp, 0, edit, MINUTE);

        Results results = planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateau("schema1", 0).kinds().get("edit comment").maxNanos())
                .isLessThan(2 * MILLI);
        assertThat(results.plateau("schema1", 0).due()).isEqualTo(20);
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

        assertThat(results.plateau("schema1", 0).due()).isEqualTo(20);
        assertThat(results.plateau("schema1", 0).all().maxNanos()).isLessThan(2 * MILLI);
    }

    @Test
    void stepThatIsOnlyPassedIsNoPlateau() {
        Step passed = new Step(20, Duration.ofSeconds(1), Duration.ZERO);

        Results results = planted.add("schema1", change -> edit, change -> MILLI, passed, FAST)
                .results(List.of("schema1"), "edit comment");

        assertThat(results.plateaus()).extracting(PlateauResult::step).containsExactly(1);
    }

    @Test
    void highestSustainedStepIsTheOneThatEveryArmSustained() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW, FAST);
        planted.add("schema2", change -> edit, change -> change < 20 ? MILLI : MINUTE, SLOW, FAST);

        assertThat(planted.results(BOTH, "edit comment").highestSustainedStep()).contains(0);
    }

    @Test
    void highestSustainedStepIsTheOneOfTheHighestRate() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW, FAST, SLOW);

        assertThat(planted.results(List.of("schema1"), "edit comment").highestSustainedStep())
                .contains(1);
    }

    @Test
    void thereIsNoSustainedStepIfOneArmSustainsNone() {
        planted.add("schema1", change -> edit, change -> MILLI, SLOW)
                .add("schema2", change -> edit, change -> MINUTE, SLOW);

        assertThat(planted.results(BOTH, "edit comment").highestSustainedStep()).isEmpty();
    }

    @Test
    void plateauIsSustainedIfTheBacklogGrowsByNoMoreThanATwentiethOfWhatIsDue() {
        assertThat(leftAtTheEnd(1).sustained()).isTrue();
        assertThat(leftAtTheEnd(2).sustained()).isFalse();
    }

    @Test
    void worstBacklogOfAllBlocksDecides() {
        planted.add("schema1", change -> edit, change -> MINUTE, SLOW)
                .add("schema1", change -> edit, change -> MILLI, SLOW);

        assertThat(planted.results(List.of("schema1"), "edit comment")
                        .plateau("schema1", 0)
                        .worstBacklog())
                .isEqualTo(20);
    }

    @Test
    void backlogThatGrowsMakesAPlateauNotSustainedHoweverShortItIs() {
        planted.add("schema1", change -> edit, change -> change * MILLI, plateau(100, 1));

        PlateauResult plateau =
                planted.results(List.of("schema1"), "edit comment").plateau("schema1", 0);

        assertThat(plateau.worstBacklog()).isLessThan(100);
        assertThat(plateau.backlogGrowth()).isGreaterThan(5);
        assertThat(plateau.sustained()).isFalse();
    }

    @Test
    void failedChangeMakesAPlateauNotSustained() {
        Block block = planted.started("schema1", false, 0, SLOW);
        for (int change = 0; change < 20; change++) {
            planted.visible(block, change, edit, 0);
        }

        block.failed(7, edit, MINUTE);

        PlateauResult plateau =
                planted.results(List.of("schema1"), "edit comment").plateau("schema1", 0);

        assertThat(plateau.failed()).isEqualTo(1);
        assertThat(plateau.sustained()).isFalse();
    }

    @Test
    void changeThatWasNeverDoneHasFailed() {
        Block block = planted.started("schema1", false, 0, SLOW);
        for (int change = 0; change < 19; change++) {
            planted.visible(block, change, edit, 0);
        }

        assertThat(planted.results(List.of("schema1"), "edit comment")
                        .plateau("schema1", 0)
                        .failed())
                .isEqualTo(1);
    }

    /** A plateau of 10 changes per second at whose end so many are waiting. */
    private PlateauResult leftAtTheEnd(int waiting) {
        PlantedBlocks blocks =
                new PlantedBlocks().add("schema1", change -> edit, change -> change < 20 - waiting ? 0 : MINUTE, SLOW);
        return blocks.results(List.of("schema1"), "edit comment").plateau("schema1", 0);
    }
}
