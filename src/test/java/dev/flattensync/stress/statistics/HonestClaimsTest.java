package dev.flattensync.stress.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.HistogramIterationValue;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often claims are right where the truth is known.
 *
 * <p>Of 1,000 comparisons of which each makes a false claim with a chance of 5%, from 29 to 74 make one, but for 1 in
 * 1,000 such tests (the binomial distribution).
 */
class HonestClaimsTest {
    private static final long SEED = 1979;
    private static final int RUNS = 1_000;
    private static final int FEWEST_BY_CHANCE = 29;
    private static final int MOST_BY_CHANCE = 74;

    private static final int PAIRS = Finding.PAIRS_NEEDED;
    private static final int KINDS = 11;
    private static final double[] PERCENTILES = {50, 95, 99};
    private static final int SAMPLES = 600;
    /** As many as p99 needs. */
    private static final int SAMPLES_FOR_ALL_PERCENTILES = 1_000;

    private final NoisyMachine machine = new NoisyMachine(new SplittableRandom(SEED));

    @ParameterizedTest
    @CsvSource({"50, 600", "95, 600", "99, 1000"})
    void armsThatDoNotDifferAreClaimedToDifferInOneOfTwentyComparisons(double percentile, int samples) {
        int claims = 0;
        for (int run = 0; run < RUNS; run++) {
            claims += estimate(figures(PAIRS, percentile, samples, 1))
                            .interval(0.95)
                            .excludesOne()
                    ? 1
                    : 0;
        }

        assertThat(claims).as("seed %d", SEED).isBetween(FEWEST_BY_CHANCE, MOST_BY_CHANCE);
    }

    @Test
    void armsThatDoNotDifferAreClaimedToDifferInNoMoreThanOneOfTwentyTables() {
        int claims = 0;
        int claimsWithoutCorrection = 0;
        for (int run = 0; run < RUNS; run++) {
            List<RatioEstimate> table = tableOfEqualArms();
            claims += Findings.of(table).stream().allMatch(Finding.NO_DIFFERENCE_SHOWN::equals) ? 0 : 1;
            claimsWithoutCorrection +=
                    table.stream().anyMatch(estimate -> estimate.interval(0.95).excludesOne()) ? 1 : 0;
        }

        assertThat(claims).as("seed %d", SEED).isBetween(1, MOST_BY_CHANCE);
        assertThat(claimsWithoutCorrection)
                .as("the cells must differ enough for a correction to matter, seed %d", SEED)
                .isGreaterThan(5 * MOST_BY_CHANCE);
    }

    @Test
    void slowdownOfFifteenPercentIsFoundByTenPairsThatSpreadByATenth() {
        int found = 0;
        DoubleStatistics logRatios = DoubleStatistics.of(Statistic.STANDARD_DEVIATION);
        for (int run = 0; run < RUNS; run++) {
            double[][] figures = figures(10, 95, SAMPLES, 1.15);
            List<RatioEstimate> table = List.of(estimate(figures));
            found += Findings.of(table).get(0) == Finding.SLOWER ? 1 : 0;
            for (int pair = 0; pair < 10; pair++) {
                logRatios.accept(Math.log(figures[NoisyMachine.OTHER][pair] / figures[NoisyMachine.BASE][pair]));
            }
        }

        assertThat(found).as("seed %d", SEED).isGreaterThanOrEqualTo(950);
        assertThat(logRatios.getAsDouble(Statistic.STANDARD_DEVIATION))
                .as("seed %d", SEED)
                .isBetween(0.095, 0.105);
    }

    /** What disturbs a block disturbs all its latencies: taken as independent, they seem to show what is not there. */
    @Test
    void latenciesTakenAsIndependentWouldBeClaimedToDifferFarTooOften() {
        int claims = 0;
        for (int run = 0; run < RUNS; run++) {
            DoubleStatistics[] arms = {logLatencies(), logLatencies()};
            machine.run(PAIRS, 1, SAMPLES, 1, (arm, pair, kind, latencies) -> {
                for (HistogramIterationValue value : latencies.recordedValues()) {
                    for (long i = 0; i < value.getCountAtValueIteratedTo(); i++) {
                        arms[arm].accept(Math.log(value.getValueIteratedTo()));
                    }
                }
            });
            claims += pValueByLatency(arms) < 0.05 ? 1 : 0;
        }

        assertThat(claims).as("seed %d", SEED).isGreaterThan(5 * MOST_BY_CHANCE);
    }

    private static DoubleStatistics logLatencies() {
        return DoubleStatistics.of(Statistic.MEAN, Statistic.VARIANCE);
    }

    private static double pValueByLatency(DoubleStatistics[] arms) {
        return TTest.withDefaults()
                .test(
                        arms[0].getAsDouble(Statistic.MEAN),
                        arms[0].getAsDouble(Statistic.VARIANCE),
                        arms[0].getCount(),
                        arms[1].getAsDouble(Statistic.MEAN),
                        arms[1].getAsDouble(Statistic.VARIANCE),
                        arms[1].getCount())
                .getPValue();
    }

    private List<RatioEstimate> tableOfEqualArms() {
        double[][][] cells = new double[KINDS * PERCENTILES.length][2][PAIRS];
        machine.run(PAIRS, KINDS, SAMPLES_FOR_ALL_PERCENTILES, 1, (arm, pair, kind, latencies) -> {
            for (int i = 0; i < PERCENTILES.length; i++) {
                cells[kind * PERCENTILES.length + i][arm][pair] = latencies.getValueAtPercentile(PERCENTILES[i]);
            }
        });
        return Arrays.stream(cells).map(HonestClaimsTest::estimate).toList();
    }

    /** A percentile of each block of one kind of change, by arm and pair. */
    private double[][] figures(int pairs, double percentile, int samples, double slowdown) {
        double[][] figures = new double[2][pairs];
        machine.run(
                pairs,
                1,
                samples,
                slowdown,
                (arm, pair, kind, latencies) -> figures[arm][pair] = latencies.getValueAtPercentile(percentile));
        return figures;
    }

    private static RatioEstimate estimate(double[][] figures) {
        return RatioEstimate.of(figures[NoisyMachine.OTHER], figures[NoisyMachine.BASE]);
    }
}
