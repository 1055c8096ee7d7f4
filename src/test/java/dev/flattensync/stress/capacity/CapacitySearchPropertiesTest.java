package dev.flattensync.stress.capacity;

import static dev.flattensync.stress.capacity.PlantedServer.FAILED;
import static dev.flattensync.stress.capacity.PlantedServer.SUSTAINED;
import static dev.flattensync.stress.capacity.PlantedServer.VOID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.Validity;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds for any server, or how often it holds for a random one. */
class CapacitySearchPropertiesTest {
    private static final int SEARCHES = 1_000;
    /** From 50/s: nine to rise, or two to fall; five to bisect; two more of each end. */
    private static final int MOST_PROBES = 20;

    private static final double NOISE = 0.03;
    private static final double ALIKE = 1.10;
    private static final int PAIRS_ALIKE = 990;

    @Test
    void bracketHoldsTheLimitOfAServerWithoutNoise() {
        for (long seed = 0; seed < SEARCHES; seed++) {
            double limit = limit(new SplittableRandom(seed));

            CapacityResult result = PlantedServer.withLimit(limit).search();

            assertThat(result.sustained().orElseThrow())
                    .as("sustained with seed %d", seed)
                    .isBetween(limit / 1.05, limit);
            assertThat(result.unsustained().orElseThrow())
                    .as("not sustained with seed %d", seed)
                    .isGreaterThan(limit)
                    .isLessThanOrEqualTo(1.05 * result.sustained().orElseThrow());
            assertThat(result.reason()).as("with seed %d", seed).isInstanceOf(StopReason.Converged.class);
            assertThat(result.probes()).as("probes with seed %d", seed).hasSizeLessThanOrEqualTo(MOST_PROBES);
        }
    }

    @Test
    void twoSearchesOfANoisyServerAgree() {
        for (long firstSeed : new long[] {1, 1_000_001}) {
            int alike = 0;
            for (long seed = firstSeed; seed < firstSeed + SEARCHES; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                double limit = limit(random);
                CapacityResult one =
                        PlantedServer.noisy(limit, NOISE, random.split()).search();
                CapacityResult other =
                        PlantedServer.noisy(limit, NOISE, random.split()).search();
                alike += alike(one, other) ? 1 : 0;
            }
            assertThat(alike)
                    .as("pairs alike, with %d seeds from %d", SEARCHES, firstSeed)
                    .isGreaterThanOrEqualTo(PAIRS_ALIKE);
        }
    }

    @Test
    void capacityOfANoisyServerIsNotFarOffOnAverage() {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        for (int search = 0; search < SEARCHES; search++) {
            double limit = limit(random);
            sum += PlantedServer.noisy(limit, NOISE, random.split())
                            .search()
                            .sustained()
                            .orElseThrow()
                    / limit;
        }

        assertThat(sum / SEARCHES).as("mean capacity by limit, with seed 1").isBetween(0.95, 1.0);
    }

    @Test
    void searchEndsWhateverTheOutcomesAre() {
        for (long seed = 0; seed < SEARCHES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            CapacitySettings settings = settings(random);
            double sustained = random.nextDouble();
            double failed = random.nextDouble();

            CapacityResult result = PlantedServer.of(rate ->
                            random.nextDouble() < sustained ? SUSTAINED : random.nextDouble() < failed ? FAILED : VOID)
                    .search(settings);

            assertThat(result.probes())
                    .as("probes with seed %d", seed)
                    .hasSizeLessThanOrEqualTo(settings.maxProbes())
                    .allMatch(
                            tried -> tried.probe().rate() >= 1 && tried.probe().rate() <= settings.maxRate());
            assertResultIsWhatTheProbesSay(result, settings, seed);
        }
    }

    private static void assertResultIsWhatTheProbesSay(CapacityResult result, CapacitySettings settings, long seed) {
        result.sustained()
                .ifPresent(rate -> assertThat(count(result, rate, SUSTAINED))
                        .as("probes that sustained the lower end, with seed %d", seed)
                        .isEqualTo(settings.confirmations()));
        result.unsustained().ifPresent(rate -> {
            assertThat(rate)
                    .as("upper end with seed %d", seed)
                    .isGreaterThan(result.sustained().orElse(0));
            assertThat(count(result, rate, FAILED))
                    .as("probes that failed at the upper end, with seed %d", seed)
                    .isGreaterThan(0);
        });
        if (result.reason() instanceof StopReason.Converged converged) {
            assertThat(result.sustained()).as("with seed %d", seed).hasValue(converged.sustained());
            assertThat(result.unsustained()).as("with seed %d", seed).hasValue(converged.unsustained());
            assertThat(count(result, converged.unsustained(), FAILED))
                    .as("probes that failed at the upper end, with seed %d", seed)
                    .isEqualTo(settings.confirmations());
            assertThat(converged.unsustained() / converged.sustained())
                    .as("width with seed %d", seed)
                    .isLessThanOrEqualTo(1 + settings.precision());
        }
    }

    private static long count(CapacityResult result, double rate, Validity outcome) {
        return result.probes().stream()
                .filter(tried -> tried.probe().rate() == rate && tried.outcome().equals(outcome))
                .count();
    }

    private static boolean alike(CapacityResult one, CapacityResult other) {
        double a = one.sustained().orElseThrow();
        double b = other.sustained().orElseThrow();
        boolean overlap =
                a <= other.unsustained().orElseThrow() && b <= one.unsustained().orElseThrow();
        return overlap || Math.max(a, b) / Math.min(a, b) <= ALIKE;
    }

    /** 20 to 20,000 changes per second, each order of magnitude as likely. */
    private static double limit(SplittableRandom random) {
        return 20 * Math.pow(1_000, random.nextDouble());
    }

    private static CapacitySettings settings(SplittableRandom random) {
        double start = random.nextDouble(1, 100);
        return new CapacitySettings(
                start,
                random.nextDouble(1.01, 4),
                random.nextDouble(0.001, 0.5),
                random.nextInt(1, 5),
                start * random.nextDouble(1, 100),
                random.nextInt(1, 100),
                random.nextInt(0, 4));
    }
}
