package dev.flattensync.stress.measure;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import dev.flattensync.stress.workload.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final long START = 42_000_000_000L;
    private static final long MILLI = 1_000_000;

    private final ChangeKind kind = new Blog().kind("edit comment");
    private final PlantedBlocks planted = new PlantedBlocks();

    @Test
    void blockStartsTheLeadAfterItsFirstClaim() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));

        assertThat(block.dueNanos(0)).isEqualTo(START + block.schedule().dueNanos()[0]);
    }

    @Test
    void laterClaimsDoNotMoveTheStart() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));
        planted.visible(block, 0, kind, MILLI);

        block.claim();

        assertThat(block.dueNanos(0)).isEqualTo(START + block.schedule().dueNanos()[0]);
    }

    @Test
    void changesAreClaimedInTheirOrderUntilNoneIsLeft() {
        Block block = planted.started("schema1", false, START, plateau(3, 1));

        assertThat(List.of(block.claim(), block.claim(), block.claim(), block.claim()))
                .containsExactly(1, 2, -1, -1);
    }

    @Test
    void latencyCountsFromTheMomentTheChangeWasDue() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));

        planted.visible(block, 3, kind, 7 * MILLI);

        assertThat(samples(block)).containsExactly("edit comment on 0: 7000000 true");
    }

    @Test
    void serviceTimeCountsFromWhenTheSyncWasHandedTheChangeAndLagUntilItWasStarted() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));

        planted.visible(block, 3, kind, 2 * MILLI, 3 * MILLI, 7 * MILLI);

        List<Sample> samples = new ArrayList<>();
        block.forEachSample(samples::add);
        assertThat(samples).containsExactly(new Sample(kind, 0, 7 * MILLI, 4 * MILLI, 2 * MILLI, true));
    }

    @Test
    void changeIsDoneOnce() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));
        planted.visible(block, 0, kind, MILLI);

        assertThat(block.failed(0, kind, 30 * MILLI)).isFalse();
        assertThat(block.visible(0, kind)).isFalse();
        assertThat(samples(block)).containsExactly("edit comment on 0: 1000000 true");
        assertThat(block.unfinished()).isEqualTo(9);
    }

    @Test
    void failedChangeCountsAsLongAsTheTimeOutHoweverSoonItFails() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));

        planted.failed(block, 0, kind, 30 * MILLI);

        assertThat(samples(block)).containsExactly("edit comment on 0: 30000000 false");
    }

    @Test
    void changeOfARampBelongsToNoPlateau() {
        Block block =
                planted.started("schema1", false, START, new Step(10, Duration.ofSeconds(1), Duration.ofSeconds(1)));

        planted.visible(block, 0, kind, MILLI);
        planted.visible(block, block.schedule().size() - 1, kind, MILLI);

        assertThat(samples(block))
                .containsExactly(
                        "edit comment on " + Schedule.TRANSITION + ": 1000000 true", "edit comment on 0: 1000000 true");
    }

    @Test
    void changesThatAreNotDoneAreUnfinished() {
        Block block = planted.started("schema1", false, START, plateau(10, 1));

        planted.visible(block, 0, kind, MILLI);
        planted.failed(block, 1, kind, MILLI);

        assertThat(block.unfinished()).isEqualTo(8);
    }

    @Test
    void backlogIsWhatWasDueButNotVisibleWhenThePlateauEnded() {
        Block block = planted.started("schema1", false, START, plateau(10, 1), plateau(10, 1));
        for (int change = 0; change < 20; change++) {
            boolean late = change == 4 || change == 12 || change == 13;
            planted.visible(block, change, kind, late ? 5_000 * MILLI : 0);
        }

        assertThat(block.load(0).backlogAtEnd()).isEqualTo(1);
        assertThat(block.load(1).backlogAtEnd()).isEqualTo(3);
    }

    @Test
    void backlogHoldsWhatIsNeverDone() {
        assertThat(planted.started("schema1", false, START, plateau(10, 1), plateau(10, 1))
                        .load(0)
                        .backlogAtEnd())
                .isEqualTo(10);
    }

    @Test
    void changeThatBecameVisibleLaterOnTheSamePlateauIsNoBacklog() {
        Block block = planted.started("schema1", false, START, plateau(10, 2));
        for (int change = 0; change < 20; change++) {
            planted.visible(block, change, kind, change < 10 ? 900 * MILLI : 0);
        }

        assertThat(block.load(0).backlogAtEnd()).isZero();
    }

    @Test
    void backlogGrowsByWhatIsOfferedIfNothingBecomesVisible() {
        Load load = planted.started("schema1", false, START, plateau(100, 10)).load(0);

        assertThat(load.backlogGrowth()).isCloseTo(100, withinPercentage(1));
        assertThat(load.achievedRate()).isCloseTo(0, offset(1.0));
    }

    @Test
    void backlogThatStaysTheSameDoesNotGrow() {
        Block block = planted.started("schema1", false, START, plateau(100, 2), plateau(100, 10));
        for (int change = 0; change < 1_200; change++) {
            planted.visible(block, change, kind, 1_500 * MILLI);
        }

        assertThat(block.load(1).backlogGrowth()).isCloseTo(0, offset(0.1));
        assertThat(block.load(1).achievedRate()).isCloseTo(100, withinPercentage(0.1));
    }

    @Test
    void moreIsNeverAchievedThanWasOffered() {
        Block block = planted.started("schema1", false, START, plateau(100, 2), plateau(100, 10));
        for (int change = 0; change < 1_200; change++) {
            planted.visible(block, change, kind, change < 200 ? 5_000 * MILLI : 0);
        }

        assertThat(block.load(1).backlogGrowth()).isNegative();
        assertThat(block.load(1).achievedRate()).isEqualTo(100);
    }

    @Test
    void blockIsAbandonedWhenTooManyWait() {
        Block block = planted.started("schema1", false, START, 3, plateau(10, 1));
        for (int change = 0; change < 3; change++) {
            assertThat(block.start(change)).isTrue();
        }

        assertThat(block.start(3)).isFalse();
        assertThat(block.isAbandoned()).isTrue();
        assertThat(block.isOver()).isFalse();
        for (int change = 0; change < 3; change++) {
            block.visible(change, kind);
        }
        assertThat(block.start(4)).as("it stays abandoned").isFalse();
        assertThat(block.isOver()).isTrue();
        assertThat(block.unfinished()).isZero();
    }

    private static List<String> samples(Block block) {
        List<String> samples = new ArrayList<>();
        block.forEachSample(sample -> samples.add(
                "%s on %d: %d %s".formatted(sample.kind(), sample.plateau(), sample.syncLatencyNanos(), sample.ok())));
        return samples;
    }
}
