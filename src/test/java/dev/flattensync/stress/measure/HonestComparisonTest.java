package dev.flattensync.stress.measure;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.NoisyMachine;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.junit.jupiter.api.Test;

/** How often whole tables, made of blocks of single changes, claim what is so and what is not. */
class HonestComparisonTest {
    private static final long SEED = 2025;
    /**
     * Of 200 tables of which each makes a false claim with a chance of 5%, no more than 24 do, but for 1 in 20,000 such
     * tests (the binomial distribution).
     */
    private static final int TABLES = 200;

    private static final int MOST_BY_CHANCE = 24;
    private static final int SLOW_TABLES = 20;

    private static final List<String> ARMS = List.of("schema1#1", "schema1#2");
    private static final int EACH = 100;
    /** As many changes as the p95 of all together needs. */
    private static final Step STEP = plateau(100, 2);

    private final List<ChangeKind> kinds = List.of(new Blog().kind("edit comment"), new Blog().kind("push comment"));
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final NoisyMachine machine = new NoisyMachine(random.split());

    @Test
    void tablesOfEqualArmsSeldomClaimADifference() {
        int claims = 0;
        for (int table = 0; table < TABLES; table++) {
            claims += table(1).cells().stream().anyMatch(HonestComparisonTest::claims) ? 1 : 0;
        }

        assertThat(claims).as("seed %d", SEED).isLessThanOrEqualTo(MOST_BY_CHANCE);
    }

    @Test
    void slowdownOfOneKindIsFoundAndNotClaimedOfTheOther() {
        int found = 0;
        int wrong = 0;
        for (int table = 0; table < SLOW_TABLES; table++) {
            Comparison comparison = table(1.4);
            found += cell(comparison, 1).finding() == Finding.SLOWER ? 1 : 0;
            wrong += claims(cell(comparison, 0)) ? 1 : 0;
        }

        assertThat(found).as("seed %d", SEED).isGreaterThanOrEqualTo(SLOW_TABLES - 2);
        assertThat(wrong).as("seed %d", SEED).isLessThanOrEqualTo(4);
    }

    private static boolean claims(Cell cell) {
        return cell.finding() == Finding.FASTER || cell.finding() == Finding.SLOWER;
    }

    private Cell cell(Comparison comparison, int kind) {
        return comparison.cells(ARMS.get(1), kinds.get(kind).label()).get(50.0);
    }

    /** @param slowdown of the second kind in the second arm */
    private Comparison table(double slowdown) {
        PlantedBlocks planted = new PlantedBlocks();
        long[] latencies = new long[kinds.size() * EACH];
        machine.run(Finding.PAIRS_NEEDED, kinds.size(), EACH, 1, (arm, pair, kind, histogram) -> {
            fill(latencies, kind, histogram, arm == NoisyMachine.OTHER && kind == 1 ? slowdown : 1);
            if (kind == kinds.size() - 1) {
                planted.add(
                        ARMS.get(arm), change -> kinds.get(change % kinds.size()), change -> latencies[change], STEP);
            }
        });
        Comparison comparison = Comparison.of(
                        planted.results(ARMS, kinds.get(0).label(), kinds.get(1).label()))
                .orElseThrow();
        assertThat(comparison.cells())
                .filteredOn(cell -> cell.ratio().isPresent())
                .hasSize(4);
        return comparison;
    }

    /** Every so-and-so-manieth change is of a kind; its latencies come in random order. */
    private void fill(long[] latencies, int kind, Histogram histogram, double slowdown) {
        int next = 0;
        for (HistogramIterationValue value : histogram.recordedValues()) {
            for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
                int place = random.nextInt(next + 1);
                latencies[next * kinds.size() + kind] = latencies[place * kinds.size() + kind];
                latencies[place * kinds.size() + kind] = Math.round(value.getValueIteratedTo() * slowdown);
                next++;
            }
        }
    }
}
