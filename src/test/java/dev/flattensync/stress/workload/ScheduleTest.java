package dev.flattensync.stress.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SEED = 7;
    private static final double NANOS = 1e9;
    private static final List<Step> STEPS = List.of(
            new Step(10, Duration.ZERO, Duration.ofSeconds(2)),
            new Step(50, Duration.ofSeconds(4), Duration.ofSeconds(3)),
            new Step(20, Duration.ofSeconds(2), Duration.ZERO),
            new Step(5, Duration.ZERO, Duration.ofSeconds(2)));

    private final Schedule schedule = schedule(STEPS, SEED);

    @Test
    void stepHasAsManyChangesAsItsRatesSay() {
        assertThat(IntStream.of(schedule.plateaus())
                        .filter(plateau -> plateau == 0)
                        .count())
                .isEqualTo(20);
        assertThat(IntStream.of(schedule.plateaus())
                        .filter(plateau -> plateau == 1)
                        .count())
                .isEqualTo(150);
        assertThat(IntStream.of(schedule.plateaus())
                        .filter(plateau -> plateau == 3)
                        .count())
                .isEqualTo(10);
        assertThat(IntStream.of(schedule.plateaus())
                        .filter(plateau -> plateau == Schedule.TRANSITION)
                        .count())
                .isEqualTo((10 + 50) / 2 * 4 + (50 + 20) / 2 * 2);
    }

    @Test
    void changesAreDueInAscendingOrder() {
        assertThat(schedule.dueNanos()).isSorted();
    }

    @Test
    void changeOnAPlateauIsDueWithinIt() {
        for (int i = 0; i < schedule.size(); i++) {
            int plateau = schedule.plateaus()[i];
            if (plateau != Schedule.TRANSITION) {
                assertThat(schedule.dueNanos()[i])
                        .isBetween(schedule.plateauStartNanos(plateau), schedule.plateauEndNanos(plateau));
            }
        }
    }

    @Test
    void plateauLiesBehindItsRamp() {
        assertThat(schedule.plateauStartNanos(1))
                .isEqualTo(Duration.ofSeconds(6).toNanos());
        assertThat(schedule.plateauEndNanos(1)).isEqualTo(Duration.ofSeconds(9).toNanos());
    }

    @Test
    void eachChangeOfAPlateauIsDueInASlotOfItsOwn() {
        Schedule even = schedule(List.of(new Step(100, Duration.ZERO, Duration.ofSeconds(5))), SEED);
        long slot = Duration.ofMillis(10).toNanos();

        assertThat(Arrays.stream(even.dueNanos()).map(due -> due / slot).toArray())
                .isEqualTo(IntStream.range(0, 500).asLongStream().toArray());
    }

    @Test
    void changesOfARisingRampFollowItsRate() {
        assertRampFollows(0, 100);
    }

    @Test
    void changesOfAFallingRampFollowItsRate() {
        assertRampFollows(100, 20);
    }

    @Test
    void sameSeedGivesTheSameSchedule() {
        assertThat(schedule(STEPS, SEED).dueNanos()).isEqualTo(schedule.dueNanos());
    }

    @Test
    void anotherSeedGivesOtherMoments() {
        assertThat(schedule(STEPS, SEED + 1).dueNanos())
                .hasSameSizeAs(schedule.dueNanos())
                .isNotEqualTo(schedule.dueNanos());
    }

    /**
     * At any time of a ramp, as many changes were due as the area below the rate says, give or take the one that is
     * under way.
     */
    private static void assertRampFollows(double from, double to) {
        double seconds = 10;
        Step ramp = new Step(to, Duration.ofSeconds((long) seconds), Duration.ZERO);
        List<Step> steps =
                from == 0 ? List.of(ramp) : List.of(new Step(from, Duration.ZERO, Duration.ofSeconds(1)), ramp);
        double start = from == 0 ? 0 : 1;
        double[] due = Arrays.stream(schedule(steps, SEED).dueNanos())
                .mapToDouble(nanos -> nanos / NANOS - start)
                .filter(time -> time >= 0)
                .toArray();

        for (double time = 0.5; time < seconds; time += 0.5) {
            double end = time;
            double area = from * time + (to - from) * time * time / (2 * seconds);
            assertThat((double)
                            Arrays.stream(due).filter(moment -> moment <= end).count())
                    .isBetween(area - 1, area + 1);
        }
    }

    private static Schedule schedule(List<Step> steps, long seed) {
        return Schedule.of(steps, new SplittableRandom(seed));
    }
}
