package dev.flattensync.stress.gatling;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;

/** The figures of syncs of which is known how long they take, by virtual time. */
class ChangeRequestsTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final double DIGITS = 0.1;

    @Test
    void delayOfTheSyncIsWhatIsReported() {
        Timings all = all(time -> PlantedSync.delay(time, 3 * MILLI), plateau(200, 10));

        for (double percentile : List.of(50.0, 95.0, 99.0, 100.0)) {
            assertThat(nanos(all.syncLatency(), percentile)).isCloseTo(3 * MILLI, withinPercentage(DIGITS));
            assertThat(nanos(all.serviceTime(), percentile)).isCloseTo(3 * MILLI, withinPercentage(DIGITS));
        }
        assertThat(all.lag().maxNanos()).isZero();
    }

    @Test
    void stallShowsInFull() {
        Step steady = plateau(100, 20);
        long[] due = new PlantedRig(PlantedSync::dead)
                .block(Block.ANY_BACKLOG, steady)
                .schedule()
                .dueNanos();

        Timings all = all(
                time -> PlantedSync.stalling(
                        time, MILLI / 100, time.nanos() + Block.LEAD_NANOS + 5 * SECOND, 2 * SECOND),
                steady);

        // Who was due in the stall waited for its end, with those before it in the queue.
        long[] waits = Arrays.stream(due)
                .map(moment -> moment >= 5 * SECOND && moment < 7 * SECOND ? 7 * SECOND - moment : 0)
                .sorted()
                .toArray();
        assertThat(all.syncLatency().count()).isEqualTo(2_000);
        assertThat(nanos(all.syncLatency(), 50)).isLessThan(MILLI);
        assertThat(nanos(all.syncLatency(), 95)).isCloseTo(waits[1_899], withinPercentage(1));
        assertThat(nanos(all.syncLatency(), 99)).isCloseTo(waits[1_979], withinPercentage(1));
        assertThat(all.syncLatency().maxNanos()).isCloseTo(waits[1_999], withinPercentage(1));
        assertThat(nanos(all.serviceTime(), 95)).isCloseTo(waits[1_899], withinPercentage(1));
        assertThat(all.lag().maxNanos()).as("the generator waited for nobody").isZero();
    }

    @Test
    void rateLimitShowsAsABacklogThatGrows() {
        PlateauResult plateau = plateauOf(time -> PlantedSync.limited(time, 80), plateau(100, 20));

        assertThat(plateau.load().achievedRate()).isCloseTo(80, withinPercentage(1));
        assertThat(plateau.load().backlogAtEnd()).isCloseTo(400, withinPercentage(2));
        assertThat(plateau.validity()).isInstanceOf(Validity.Unsustainable.class);
        // The i-th change is done after i/80 s and was due after i/100 s: half of them waited longer than 2.5 s.
        assertThat(nanos(plateau.all().syncLatency(), 50)).isCloseTo(5 * SECOND / 2, withinPercentage(1));
    }

    @Test
    void rateUnderTheLimitIsValid() {
        assertThat(plateauOf(time -> PlantedSync.limited(time, 120), plateau(100, 20))
                        .validity())
                .isInstanceOf(Validity.Valid.class);
    }

    @Test
    void deadSyncShowsAsCensoredSamplesAtTheTimeOut() {
        PlateauResult plateau = plateauOf(PlantedSync::dead, plateau(100, 10));

        assertThat(plateau.load().failed()).isEqualTo(1_000);
        assertThat(plateau.all().syncLatency().censored()).isEqualTo(1_000);
        assertThat(plateau.all().syncLatency().isCensored(50)).isTrue();
        assertThat(nanos(plateau.all().syncLatency(), 50))
                .isCloseTo(PlantedRig.TIMEOUT.toNanos(), withinPercentage(DIGITS));
        assertThat(plateau.validity()).isInstanceOf(Validity.Unsustainable.class);
        assertThat(plateau.validity().reason()).isEqualTo("1,000 of 1,000 changes failed, allowed 0%");
    }

    @Test
    void syncThatFailsAtOnceDoesNotLookFast() {
        PlateauResult plateau = plateauOf(time -> new FailingSync(), plateau(100, 10));

        assertThat(plateau.load().failed()).isEqualTo(1_000);
        assertThat(nanos(plateau.all().syncLatency(), 50))
                .isCloseTo(PlantedRig.TIMEOUT.toNanos(), withinPercentage(DIGITS));
    }

    @Test
    void syncThatThrowsHasFailedLikeOneThatSaysSoLater() {
        PlateauResult plateau = plateauOf(
                time -> new FailingSync() {
                    @Override
                    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
                        throw new IllegalStateException("the sync throws");
                    }
                },
                plateau(100, 10));

        assertThat(plateau.load().failed()).isEqualTo(1_000);
        assertThat(plateau.all().syncLatency().censored()).isEqualTo(1_000);
    }

    @Test
    void shareOfFailuresThatIsAllowedDoesNotMakeAPlateauUnsustainable() {
        try (PlantedRig rig = new PlantedRig(time -> new ForgetfulSync(PlantedSync.delay(time, MILLI), 100))) {
            Block block = rig.run(plateau(100, 100));

            PlateauResult plateau = Results.of(List.of("schema1"), List.of(block), List.of(), new Validity.Limits(0.02))
                    .plateau("schema1", 0);

            assertThat(plateau.load().errors()).isEqualTo(0.01);
            assertThat(plateau.validity()).isInstanceOf(Validity.Valid.class);
        }
    }

    @Test
    void whatFailsNowAndThenIsCensoredInTheHighPercentilesOnly() {
        Timings all = all(time -> new ForgetfulSync(PlantedSync.delay(time, MILLI), 50), plateau(100, 10));

        assertThat(all.syncLatency().censored()).isEqualTo(20);
        assertThat(all.syncLatency().isCensored(95)).isFalse();
        assertThat(all.syncLatency().isCensored(99)).isTrue();
    }

    @Test
    void latenessOfTheGeneratorIsALagAndMakesThePlateauVoid() {
        PlateauResult plateau = plateauOf(time -> new HiccupSync(time, 40 * MILLI, 50), plateau(100, 10));

        // The generator stands still with each 50th change: the next few are late.
        assertThat(plateau.all().lag().maxNanos()).isBetween(20 * MILLI, 40 * MILLI);
        assertThat(plateau.validity()).isInstanceOf(Validity.Void.class);
        assertThat(plateau.validity().reason()).startsWith("the generator was late: lag p99 ");
    }

    private static long nanos(Figures figures, double percentile) {
        return figures.percentileNanos(percentile).orElseThrow();
    }

    private static Timings all(PlantedRig.Plant plant, Step... steps) {
        return plateauOf(plant, steps).all();
    }

    private static PlateauResult plateauOf(PlantedRig.Plant plant, Step... steps) {
        try (PlantedRig rig = new PlantedRig(plant)) {
            return Results.of(List.of("schema1"), List.of(rig.run(steps)), List.of(), new Validity.Limits(0))
                    .plateau("schema1", 0);
        }
    }

    /** Knows that a change will never be visible. */
    private static class FailingSync implements SyncUnderTest {
        @Override
        public void start(Context context) {
            // Nothing to follow.
        }

        @Override
        public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
            return CompletableFuture.failedFuture(new IllegalStateException("the sync has failed"));
        }

        @Override
        public void stop() {
            // Nothing is held.
        }
    }

    /** Forgets each so-and-so-manieth change. */
    private static final class ForgetfulSync extends FailingSync {
        private final SyncUnderTest others;
        private final int each;
        private int count;

        ForgetfulSync(SyncUnderTest others, int each) {
            this.others = others;
            this.each = each;
        }

        @Override
        public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
            return ++count % each == 0 ? new CompletableFuture<>() : others.whenVisible(clusterTime);
        }
    }

    /** Is done at once, but has the generator stand still with each so-and-so-manieth change. */
    private static final class HiccupSync extends FailingSync {
        private final VirtualTime time;
        private final long nanos;
        private final int each;
        private int count;

        HiccupSync(VirtualTime time, long nanos, int each) {
            this.time = time;
            this.nanos = nanos;
            this.each = each;
        }

        @Override
        public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
            if (++count % each == 0) {
                time.pass(nanos);
            }
            return CompletableFuture.completedFuture(null);
        }
    }
}
