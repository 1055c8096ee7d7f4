package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.capacity.CapacitySearch;
import dev.flattensync.stress.capacity.CapacitySettings;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.capacity.StopReason;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.PlantedRig;
import dev.flattensync.stress.gatling.PlantedSync;
import dev.flattensync.stress.gatling.VirtualTime;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole search on a sync of which is known how much it can take, by virtual time. */
class CapacityRunTest {
    private static final Validity.Limits LIMITS = new Validity.Limits(0);

    private static final long MILLI = 1_000_000;
    /** Changes of the warm-up, and of a probe at 50 changes per second: two seconds to get there, ten to stay. */
    private static final int OF_WARM_UP = 20;

    private static final int OF_FIRST_PROBE = 50 + 500;

    @ParameterizedTest
    @ValueSource(doubles = {7, 42, 300, 555})
    void limitOfTheSyncIsFoundWithinFivePercent(double limit) {
        CapacityResult result = search(time -> PlantedSync.limited(time, limit), 1_000);

        assertThat(result.reason()).isInstanceOf(StopReason.Converged.class);
        assertThat(result.sustained().orElseThrow()).isCloseTo(limit, withinPercentage(5));
        assertThat(result.unsustained().orElseThrow()).isBetween(limit, limit * 1.07);
    }

    @Test
    void syncWithoutLimitIsSaidToSustainTheHighestRateAllowed() {
        CapacityResult result = search(time -> PlantedSync.delay(time, MILLI), 300);

        assertThat(result.reason()).isInstanceOf(StopReason.HighestAllowedSustained.class);
        assertThat(result.sustained()).hasValue(300);
        assertThat(result.unsustained()).isEmpty();
    }

    @Test
    void deadSyncSustainsNothingAndTheSearchEnds() {
        CapacityResult result = search(PlantedSync::dead, 1_000);

        assertThat(result.reason()).isInstanceOf(StopReason.LowestNotSustained.class);
        assertThat(result.sustained()).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void timeOutsWhileProbingDoNotEndTheSearch() {
        CapacityResult result = search(
                time -> new Troubled(time, change -> isOfFirstProbe(change) && change % 10 == 0, Trouble.LOST), 50);

        assertThat(result.probes().get(0).outcome()).isInstanceOf(Validity.Unsustainable.class);
        assertThat(result.probes().get(0).outcome().reason()).contains("changes failed");
        assertThat(result.reason()).isInstanceOf(StopReason.HighestAllowedSustained.class);
    }

    @Test
    void probeInWhichTheGeneratorStoodStillIsRepeated() {
        CapacityResult result = search(
                time -> new Troubled(time, change -> isOfFirstProbe(change) && change % 10 == 0, Trouble.STANDSTILL),
                50);

        assertThat(result.probes().get(0).outcome()).isInstanceOf(Validity.Void.class);
        assertThat(result.probes()).extracting(probe -> probe.probe().rate()).containsOnly(50.0);
        assertThat(result.probes()).hasSize(1 + 3);
        assertThat(result.reason()).isInstanceOf(StopReason.HighestAllowedSustained.class);
    }

    @Test
    void changesOfAnAbandonedProbeThatWereNotStartedAreNeverDrawn() {
        try (Trial trial = new Trial(time -> PlantedSync.limited(time, 60), settings(400, 1_000))) {
            trial.run(trial.plan.users());

            Block first = trial.blocks.get(1);
            assertThat(first.isAbandoned()).isTrue();
            assertThat(first.done()).isLessThan(first.schedule().size());
            assertThat(trial.rig.operations())
                    .isEqualTo(trial.blocks.stream().mapToInt(Block::done).sum());
            assertThat(trial.blocks).allMatch(Block::isOver);
        }
    }

    @Test
    void tooFewUsersMakeTheProbeVoidAndDoNotLowerItsRate() {
        try (Trial trial = new Trial(time -> PlantedSync.delay(time, 100 * MILLI), settings(100, 100))) {
            trial.run(5);

            Validity outcome = trial.search.result().probes().get(0).outcome();
            assertThat(outcome).isInstanceOf(Validity.Void.class);
            assertThat(outcome.reason()).startsWith("the generator was late");
            assertThat(trial.run.plateaus().get(0).load().due()).isEqualTo(1_000);
            // Each user is busy for 100 ms with a change.
            assertThat(trial.search.result().sustained().orElseThrow()).isLessThan(50);
            assertThat(trial.search.result().reason()).isInstanceOf(StopReason.GeneratorLimit.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThrownBetweenProbesEndsTheSearchAndIsTold(Moment moment) {
        try (Trial trial = new Trial(time -> PlantedSync.limited(time, 60), settings(50, 1_000), moment)) {
            trial.run(trial.plan.users());

            assertThat(trial.run.failure().orElseThrow()).hasMessage("planted: " + moment);
            assertThat(trial.blocks.size()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void changeThatCannotBeDoneEndsTheSearchAndIsTold() {
        try (Trial trial = new Trial(
                time -> new Troubled(time, change -> change == OF_WARM_UP + 100, Trouble.THROWN),
                settings(50, 1_000))) {
            trial.run(trial.plan.users());

            assertThat(trial.run.failure().orElseThrow()).hasMessage("planted");
            assertThat(trial.run.plateaus()).isEmpty();
        }
    }

    @Test
    void warmUpWithoutAnyChangeEndsTheSearchAndIsTold() {
        CapacityPlan plan = new CapacityPlan(
                settings(50, 1_000),
                List.of(new Step(0.1, Duration.ZERO, Duration.ofSeconds(1))),
                Duration.ZERO,
                Duration.ofSeconds(10));
        try (Trial trial = new Trial(PlantedSync::dead, plan, null)) {
            trial.run(plan.users());

            assertThat(trial.run.failure().orElseThrow()).hasMessage("no change is due in block 1");
        }
    }

    @Test
    void searchIsToldOfEachBlockThatIsOverTheWarmUpToo() {
        try (Trial trial = new Trial(time -> PlantedSync.limited(time, 60), settings(50, 1_000))) {
            trial.run(trial.plan.users());

            assertThat(trial.over).isEqualTo(trial.blocks);
            assertThat(trial.blocks).hasSize(1 + trial.search.result().probes().size());
        }
    }

    private static boolean isOfFirstProbe(int change) {
        return change > OF_WARM_UP && change <= OF_WARM_UP + OF_FIRST_PROBE;
    }

    private static CapacitySettings settings(double start, double maxRate) {
        return new CapacitySettings(start, 1.5, 0.05, 3, maxRate, 60, 2);
    }

    private static CapacityResult search(PlantedRig.Plant plant, double maxRate) {
        try (Trial trial = new Trial(plant, settings(50, maxRate))) {
            trial.run(trial.plan.users());
            assertThat(trial.run.failure()).isEmpty();
            assertThat(trial.run.plateaus()).hasSameSizeAs(trial.search.result().probes());
            return trial.search.result();
        }
    }

    /** When something of the run that the search is part of is called. */
    private enum Moment {
        BEFORE,
        OVER,
        PLATEAU,
        JUDGE,
        AFTER
    }

    /** A search by virtual time, and what a test sees of it. */
    private static final class Trial implements CapacityRun.Probes, AutoCloseable {
        private final CapacityPlan plan;
        private final PlantedRig rig;
        private final CapacitySearch search;
        private final CapacityRun run;
        private final Moment throwing;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Block> over = new ArrayList<>();
        private int usersAtTheEnd;

        Trial(PlantedRig.Plant plant, CapacitySettings settings) {
            this(plant, settings, null);
        }

        /** @param throwing when the search's second probe throws; null for never */
        Trial(PlantedRig.Plant plant, CapacitySettings settings, Moment throwing) {
            this(
                    plant,
                    new CapacityPlan(
                            settings,
                            List.of(new Step(OF_WARM_UP, Duration.ZERO, Duration.ofSeconds(1))),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(10)),
                    throwing);
        }

        Trial(PlantedRig.Plant plant, CapacityPlan plan, Moment throwing) {
            this.plan = plan;
            this.rig = new PlantedRig(plant);
            this.search = new CapacitySearch(plan.search());
            this.run = new CapacityRun(search, this, rig.time()::soon);
            this.throwing = throwing;
        }

        /** Runs the search to its end, which each virtual user must reach. */
        void run(int users) {
            for (int user = 0; user < users; user++) {
                loop();
            }
            rig.time().run();
            assertThat(run.isFinished()).isTrue();
            assertThat(usersAtTheEnd).isEqualTo(users);
        }

        /** A virtual user as Gatling runs it. */
        private void loop() {
            if (run.isFinished()) {
                usersAtTheEnd++;
            } else {
                run.send().whenComplete((response, failure) -> rig.time().soon(this::loop));
            }
        }

        private void at(Moment moment) {
            if (moment == throwing && blocks.size() == 3) {
                throw new IllegalStateException("planted: " + moment);
            }
        }

        @Override
        public Optional<Block> warmUp() {
            return Optional.of(added(rig.block(Block.ANY_BACKLOG, plan.warmUp().toArray(Step[]::new))));
        }

        @Override
        public Block block(Probe probe) {
            return added(rig.block(plan.mostWaiting(probe.rate()), new Step(probe.rate(), plan.settle(), plan.hold())));
        }

        private Block added(Block block) {
            blocks.add(block);
            return block;
        }

        @Override
        public void before(Block block) {
            at(Moment.BEFORE);
        }

        @Override
        public AsyncRequest changes(Block block) {
            return rig.changes(block);
        }

        @Override
        public void over(Block block) {
            over.add(block);
            at(Moment.OVER);
        }

        @Override
        public PlateauRun plateau(Block block) {
            at(Moment.PLATEAU);
            return PlateauRun.of(block, List.of(), LIMITS).get(0);
        }

        @Override
        public Validity judge(PlateauRun plateau) {
            at(Moment.JUDGE);
            return plateau.validity(LIMITS);
        }

        @Override
        public void after(Probe probe, PlateauRun plateau, Validity validity) {
            at(Moment.AFTER);
        }

        @Override
        public void close() {
            rig.close();
        }
    }

    /** What may happen to a change. */
    private enum Trouble {
        /** It never becomes visible. */
        LOST,
        /** It has the generator stand still. */
        STANDSTILL,
        /** The sync can't even be asked. */
        THROWN
    }

    /** A sync that takes a millisecond but for some changes, counted from 1. */
    private record Troubled(
            SyncUnderTest others, VirtualTime time, IntPredicate troubled, Trouble trouble, AtomicInteger count)
            implements SyncUnderTest {
        Troubled(VirtualTime time, IntPredicate troubled, Trouble trouble) {
            this(PlantedSync.delay(time, MILLI), time, troubled, trouble, new AtomicInteger());
        }

        @Override
        public void start(Context context) {
            // Nothing to follow.
        }

        @Override
        public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
            if (troubled.test(count.incrementAndGet())) {
                switch (trouble) {
                    case LOST -> {
                        return new CompletableFuture<>();
                    }
                    case STANDSTILL -> time.pass(50 * MILLI);
                    // Not an exception of the sync's, which would be a failed change.
                    case THROWN -> throw new AssertionError("planted");
                }
            }
            return others.whenVisible(clusterTime);
        }

        @Override
        public void stop() {
            // Nothing is held.
        }
    }
}
