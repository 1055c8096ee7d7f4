package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.capacity.CapacitySearch;
import dev.flattensync.stress.capacity.CapacitySettings;
import dev.flattensync.stress.capacity.Probe;
import dev.flattensync.stress.capacity.StopReason;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.PlantedRig;
import dev.flattensync.stress.gatling.PlantedSync;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole search on a sync of which is known how much it can take, by virtual time. */
class CapacityRunTest {
    private static final Validity.Limits LIMITS = new Validity.Limits(0);

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
        CapacityResult result = search(time -> PlantedSync.delay(time, 1_000_000), 300);

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

    private static CapacityResult search(PlantedRig.Plant plant, double maxRate) {
        CapacityPlan plan = new CapacityPlan(
                new CapacitySettings(50, 1.5, 0.05, 3, maxRate, 60, 2),
                List.of(new Step(20, Duration.ZERO, Duration.ofSeconds(1))),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10));
        try (PlantedRig rig = new PlantedRig(plant)) {
            CapacitySearch search = new CapacitySearch(plan.search());
            CapacityRun run = new CapacityRun(search, new PlantedProbes(rig, plan), rig.time()::soon);
            for (int user = 0; user < plan.users(); user++) {
                loop(rig, run);
            }
            rig.time().run();
            assertThat(run.failure()).isEmpty();
            assertThat(run.isFinished()).isTrue();
            assertThat(run.plateaus()).hasSameSizeAs(search.result().probes());
            return search.result();
        }
    }

    /** A virtual user as Gatling runs it. */
    private static void loop(PlantedRig rig, CapacityRun run) {
        if (!run.isFinished()) {
            run.send().whenComplete((response, failure) -> rig.time().soon(() -> loop(rig, run)));
        }
    }

    private record PlantedProbes(PlantedRig rig, CapacityPlan plan) implements CapacityRun.Probes {
        @Override
        public Optional<Block> warmUp() {
            return Optional.of(rig.block(Block.ANY_BACKLOG, plan.warmUp().toArray(Step[]::new)));
        }

        @Override
        public Block block(Probe probe) {
            return rig.block(plan.mostWaiting(probe.rate()), new Step(probe.rate(), plan.settle(), plan.hold()));
        }

        @Override
        public void before(Block block) {
            // Nothing to get ready.
        }

        @Override
        public AsyncRequest changes(Block block) {
            return rig.changes(block);
        }

        @Override
        public PlateauRun plateau(Block block) {
            return PlateauRun.of(block, List.of(), LIMITS).get(0);
        }

        @Override
        public Validity judge(PlateauRun plateau) {
            return plateau.validity(LIMITS);
        }

        @Override
        public void after(Probe probe, PlateauRun plateau, Validity validity) {
            // Nobody watches.
        }
    }
}
