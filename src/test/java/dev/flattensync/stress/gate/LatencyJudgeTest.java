package dev.flattensync.stress.gate;

import static dev.flattensync.stress.gate.Planted.judge;
import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static dev.flattensync.stress.result.GateVerdict.Outcome.FAIL;
import static dev.flattensync.stress.result.GateVerdict.Outcome.INCONCLUSIVE;
import static dev.flattensync.stress.result.GateVerdict.Outcome.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyJudgeTest {
    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT = 100 * MILLI;

    private final ChangeKind edit = new Blog().kind("edit comment");
    private final PlantedBlocks planted = new PlantedBlocks();

    /** Blocks of 4, 5 and 6 ms: the interval of their geometric mean is 2.98 to 8.17 ms. */
    @ParameterizedTest
    @CsvSource({
        "8.5 ms, PASS,         'found 5.00 ms, 2.98 to 8.17 ms over 3 blocks'",
        "2.9 ms, FAIL,         'found 5.00 ms, 2.98 to 8.17 ms over 3 blocks'",
        "8.1 ms, INCONCLUSIVE, 'found 5.00 ms, 2.98 to 8.17 ms over 3 blocks: the interval straddles the limit'",
        "3.1 ms, INCONCLUSIVE, 'found 5.00 ms, 2.98 to 8.17 ms over 3 blocks: the interval straddles the limit'"
    })
    void percentileIsJudgedByTheIntervalOverItsBlocks(String limit, GateVerdict.Outcome outcome, String reason) {
        blocks("schema1", 4, 5, 6);

        GateVerdict verdict = judge(run("schema1"), "schema1.edit comment.p50 < " + limit);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.unit()).isEqualTo("ms");
        assertThat(verdict.found().orElseThrow().value()).isCloseTo(5, within(0.01));
    }

    /** Ratios of 2.0, 2.1 and 2.2, however far the blocks are from each other. */
    @ParameterizedTest
    @CsvSource({
        "2.5 x schema1,   PASS,         2.5",
        "schema1 + 150%,  PASS,         2.5",
        "1.8 x schema1,   FAIL,         1.8",
        "schema1 + 110%,  INCONCLUSIVE, 2.1"
    })
    void relativePercentileIsJudgedByTheIntervalOverPairs(String limit, GateVerdict.Outcome outcome, double factor) {
        blocks("schema1", 5, 10, 20);
        blocks("schema2", 10, 21, 44);

        GateVerdict verdict = judge(run("schema1", "schema2"), "schema2.edit comment.p50 < " + limit);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.limit()).isCloseTo(factor, within(1e-9));
        assertThat(verdict.unit()).isEqualTo("x");
        assertThat(verdict.found().orElseThrow().value()).isCloseTo(2.1, within(0.01));
        assertThat(verdict.reason()).startsWith("found 2.10x of schema1, 1.86 to 2.36x over 3 pairs of blocks");
    }

    @Test
    void percentileIsComparedWithThatOfTheBaselineBlockByBlock() {
        blocks("schema1", 5, 10, 20);
        RunResult baseline = run("schema1");
        PlantedBlocks slower = new PlantedBlocks();
        for (long millis : new long[] {6, 12, 24}) {
            slower.add("schema1", change -> edit, change -> millis * MILLI, plateau(200, 1));
        }
        RunResult run = Planted.run(slower.results(List.of("schema1"), "edit comment"));

        assertThat(judge(run, baseline, "schema1.all changes.p50 <= baseline + 21%")
                        .outcome())
                .isEqualTo(PASS);
        GateVerdict verdict = judge(run, baseline, "schema1.all changes.p50 <= baseline + 19%");
        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).isEqualTo("found 1.20x of the baseline, 1.20 to 1.20x over 3 pairs of blocks");
    }

    @Test
    void verdictByABaselineOfAnotherSettingSaysSo() {
        blocks("schema1", 5, 5);

        assertThat(judge(
                                run("schema1"),
                                run("schema1"),
                                "schema1.all changes.p50 < 2 x baseline",
                                "cores: 4 there, 2 here")
                        .reason())
                .endsWith("; the baseline is of another setting: cores: 4 there, 2 here");
    }

    @Test
    void blocksOfOtherOperationsAreNoPairs() {
        blocks("schema1", 5, 5);
        RunResult run = run("schema1");
        RunResult other = new RunResult(
                run.setting(),
                new RunResult.Operations(1, 2, "f".repeat(64)),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                run.gates());

        assertThat(judge(run, other, "schema1.all changes.p50 < 2 x baseline")).satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
            assertThat(verdict.reason()).startsWith("the baseline was given other operations than this run");
        });
        assertThat(judge(run, other, "schema1.all changes.p50 < 2 x baseline", "cores: 4 there, 2 here")
                        .reason())
                .endsWith("cores: 4 there, 2 here, other operations");
    }

    @ParameterizedTest
    @CsvSource({"p50, 200", "p95, 2000", "p99, 10000"})
    void decisionNeedsTenTimesTheSamplesOfAFigure(String figure, int needed) {
        String rule = "schema1.edit comment." + figure + " < 1 s";
        planted.add("schema1", change -> edit, change -> 5 * MILLI, plateau(needed / 2, 1));
        planted.add("schema1", change -> edit, change -> 5 * MILLI, plateau(needed / 2 - 1, 1));

        GateVerdict verdict = judge(sameStep(), rule);

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.found()).isEmpty();
        assertThat(verdict.reason())
                .isEqualTo("too few samples: %,d of the %,d needed to decide".formatted(needed - 1, needed));
        planted.add("schema1", change -> edit, change -> 5 * MILLI, plateau(1, 1));
        assertThat(judge(sameStep(), rule).outcome()).isEqualTo(PASS);
    }

    @Test
    void referenceNeedsThemToo() {
        RunResult run = PlantedRun.run();

        assertThat(judge(run, "schema1.insert post.p50 at 250/s < 9 x schema2").outcome())
                .isEqualTo(PASS);
        assertThat(judge(run, PlantedRun.rounds(1), "schema1.edit comment.p95 at 250/s < 9 x baseline")
                        .reason())
                .isEqualTo("too few samples of the baseline: 290 of the 2,000 needed to decide");
    }

    @Test
    void oneBlockIsTooFewHoweverManySamplesItHas() {
        blocks("schema1", 5);

        GateVerdict verdict = judge(run("schema1"), "schema1.edit comment.p50 < 1 s");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("1 of the 2 blocks that it takes have the 20 samples to state it");
    }

    @Test
    void onePairIsTooFew() {
        blocks("schema1", 5, 5);
        blocks("schema2", 5);

        GateVerdict verdict = judge(run("schema1", "schema2"), "schema2.edit comment.p50 < 9 x schema1");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("fewer than 2 pairs of blocks have the 20 samples to state it");
    }

    /** What reports print must not contradict the gate: in the mean of logarithms one bad block of eight is lost. */
    @Test
    void badBlockIsNotAveragedAway() {
        blocks("schema1", 5, 5, 5, 5, 5, 5, 5, 60);
        blocks("schema2", 5, 5, 5, 5, 5, 5, 5, 5);

        GateVerdict verdict = judge(run("schema1"), "schema1.edit comment.p90 < 50 ms");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("found 60.0");
        assertThat(judge(run("schema1", "schema2"), "schema1.edit comment.p90 < 8 x schema2")
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void maximumIsAFactOfOneSample() {
        blocks("schema1", 5, 7);

        assertThat(judge(run("schema1"), "schema1.edit comment.max <= 7 ms")).satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(PASS);
            assertThat(verdict.found()).hasValue(new GateVerdict.Found(7, 7, 7));
            assertThat(verdict.reason()).isEqualTo("found 7.00 ms");
        });
        assertThat(judge(run("schema1"), "schema1.edit comment.max < 7 ms").outcome())
                .isEqualTo(FAIL);
    }

    @Test
    void relativeMaximumIsTheQuotient() {
        blocks("schema1", 5, 7);
        blocks("schema2", 14, 1);

        GateVerdict verdict = judge(run("schema1", "schema2"), "schema2.edit comment.max < 2 x schema1");

        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.reason()).isEqualTo("found 2.00x of schema1");
    }

    @Test
    void ofSeveralPlateausOfARateTheLastIsJudged() {
        planted.add(
                "schema1",
                change -> edit,
                change -> (change < 600 ? 5 : 9) * MILLI,
                plateau(200, 1),
                plateau(400, 1),
                plateau(200, 1));

        assertThat(judge(run("schema1"), "schema1.edit comment.max at 200/s < 1 s")
                        .reason())
                .isEqualTo("found 9.00 ms");
        assertThat(judge(run("schema1"), "schema1.edit comment.max < 1 s").reason())
                .isEqualTo("found 5.00 ms");
    }

    @Test
    void kindWithoutAnyChangeDecidesNothing() {
        blocks("schema1", 5, 5);
        RunResult run = Planted.run(planted.results(List.of("schema1"), "edit comment", "pull post"));

        assertThat(judge(run, "schema1.pull post.max < 1 s").reason())
                .isEqualTo("too few samples: 0 of the 1 needed to decide");
    }

    @Test
    void voidBlocksAreLeftOut() {
        // In schema1's second block of eight the generator is late.
        assertThat(judge(PlantedRun.run(), "schema1.edit comment.p95 at 250/s < 5 ms")
                        .reason())
                .endsWith("over 7 blocks, without 1 void block");
        assertThat(judge(PlantedRun.run(), "schema2.edit comment.p95 at 250/s < 5 x schema1")
                        .reason())
                .endsWith("over 7 pairs of blocks, without 1 void block");
    }

    @Test
    void latenciesOfAPlateauThatWasNotSustainedFail() {
        GateVerdict verdict = judge(PlantedRun.run(), "schema2.edit comment.p50 < 9000 s");

        assertThat(verdict.outcome()).isEqualTo(FAIL);
        assertThat(verdict.found()).isEmpty();
        assertThat(verdict.reason())
                .startsWith("the plateau of 500/s of schema2 is unsustainable: ")
                .endsWith("; its latencies say how long the run was");
    }

    @Test
    void referenceThatWasNotSustainedDecidesNothing() {
        GateVerdict verdict = judge(PlantedRun.run(), "schema1.edit comment.p50 < 2 x schema2");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("the plateau of 500/s of schema2 is unsustainable: ");
    }

    @Test
    void voidPlateauDecidesNothing() {
        GateVerdict verdict = judge(PlantedRun.late(), "schema1.edit comment.max < 1 us");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("the plateau of 250/s of schema1 is void: the generator was late");
    }

    @Test
    void plateauThatNeverCameDecidesNothing() {
        blocks("schema1", 5);

        assertThat(judge(run("schema1", "schema2"), "schema2.edit comment.max < 1 s")
                        .reason())
                .isEqualTo("schema2 never came to the plateau of 200/s");
    }

    @Test
    void runWithoutResultDecidesNothing() {
        GateVerdict verdict = judge(PlantedRun.unverified(), "schema1.edit comment.max < 1 us");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).contains("the run has no result");
    }

    @ParameterizedTest
    @CsvSource({"p95 < 99 ms, FAIL", "p95 < 2 s, INCONCLUSIVE", "max < 99 ms, FAIL", "max < 2 s, INCONCLUSIVE"})
    void figureThatFallsOnFailedChangesIsAtLeastTheTimeOut(String figure, GateVerdict.Outcome outcome) {
        withFailures(110, 110);

        GateVerdict verdict = judge(tolerant("schema1"), "schema1.edit comment." + figure);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.reason()).isEqualTo("found at least 100.00 ms");
        assertThat(verdict.found()).hasValue(new GateVerdict.Found(100, 100, Double.POSITIVE_INFINITY));
    }

    @Test
    void blockWhoseFigureFallsOnFailedChangesIsNotForgotten() {
        withFailures(60, 0);

        GateVerdict verdict = judge(tolerant("schema1"), "schema1.edit comment.p95 < 2 s");

        assertThat(verdict.outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("it falls on failed changes in 1 of 2 blocks");
    }

    @Test
    void referenceThatFallsOnFailedChangesCannotMakeAPercentilePass() {
        withFailures(110, 110);
        planted.add("schema2", change -> edit, change -> 5 * MILLI, plateau(1_000, 1));
        planted.add("schema2", change -> edit, change -> 5 * MILLI, plateau(1_000, 1));

        assertThat(judge(tolerant("schema1", "schema2"), "schema2.edit comment.p95 < 9 x schema1")
                        .outcome())
                .isEqualTo(INCONCLUSIVE);
        assertThat(judge(tolerant("schema1", "schema2"), "schema1.edit comment.p95 < 9 x schema2")
                        .outcome())
                .isEqualTo(FAIL);
        assertThat(judge(tolerant("schema1", "schema2"), "schema2.edit comment.max < 1 x schema1")
                        .reason())
                .isEqualTo("found at most 0.05x of schema1");
    }

    /** Blocks of 200 edits that take so many milliseconds. */
    private void blocks(String arm, long... millis) {
        for (long each : millis) {
            planted.add(arm, change -> edit, change -> each * MILLI, plateau(200, 1));
        }
    }

    /** Blocks of 1,000 edits, of which so many fail, spread evenly. */
    private void withFailures(int... failed) {
        for (int many : failed) {
            Block block = planted.started("schema1", false, Block.LEAD_NANOS, plateau(1_000, 1));
            for (int change = 0; change < block.schedule().size(); change++) {
                if (change * many / 1_000 < (change + 1) * many / 1_000) {
                    planted.failed(block, change, edit, TIMEOUT);
                } else {
                    planted.visible(block, change, edit, MILLI);
                }
            }
        }
    }

    private RunResult run(String... arms) {
        return Planted.run(planted.results(List.of(arms), "edit comment"));
    }

    /** A plateau's rate is that of its first block. */
    private RunResult sameStep() {
        return run("schema1");
    }

    private RunResult tolerant(String... arms) {
        return Planted.run(planted.results(List.of(arms), new Validity.Limits(0.2), "edit comment"));
    }
}
