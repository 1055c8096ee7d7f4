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
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.observe.SideFigures;
import dev.flattensync.stress.observe.TableSizes;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Blog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostAndErrorsJudgeTest {
    private static final OptionalLong UNKNOWN = OptionalLong.empty();

    private final List<BlockReport> blocks = new ArrayList<>();

    /** Per change 2.0, 2.1 and 2.2 rows: the interval is 1.86 to 2.36. */
    @ParameterizedTest
    @CsvSource({"2.4, PASS", "1.8, FAIL", "2.1, INCONCLUSIVE"})
    void rowsAreJudgedByTheIntervalOverBlocks(double limit, GateVerdict.Outcome outcome) {
        block("schema1", true, 999, 999);
        block("schema1", false, 200, 1);
        block("schema1", false, 210, 1);
        block("schema1", false, 220, 1);

        GateVerdict verdict = judge(run(), "schema1.rows < " + limit);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.found().orElseThrow().value()).isCloseTo(2.1, within(0.01));
        assertThat(verdict.reason()).startsWith("found 2.10 rows, 1.86 to 2.36 rows over 3 blocks");
    }

    @Test
    void walIsJudgedInBytes() {
        block("schema1", false, 1, 409_600);
        block("schema1", false, 1, 409_600);

        assertThat(judge(run(), "schema1.wal <= 4.1 KiB").outcome()).isEqualTo(PASS);
        assertThat(judge(run(), "schema1.wal < 3.9 KiB").outcome()).isEqualTo(FAIL);
        assertThat(judge(run(), "schema1.wal < 3.9 KiB").reason()).startsWith("found 4,096.00 bytes");
    }

    @Test
    void relativeCostsAreJudgedByPairsOfBlocks() {
        for (int wal : new int[] {1_000, 5_000, 30_000}) {
            block("schema1", false, 1, wal);
            block("schema2", false, 1, 3 * wal);
        }

        assertThat(judge(run(), "schema2.wal < 3.1 x schema1").outcome()).isEqualTo(PASS);
        assertThat(judge(run(), "schema2.wal < 2.9 x schema1").outcome()).isEqualTo(FAIL);
        assertThat(judge(run(), "schema2.wal < 2.9 x schema1").reason())
                .isEqualTo("found 3.00x of schema1, 3.00 to 3.00x over 3 pairs of blocks");
        assertThat(judge(run(), run(), "schema2.wal < baseline + 1%").outcome()).isEqualTo(PASS);
    }

    @Test
    void costsThatAreNotKnownOfEveryBlockDecideNothing() {
        // Of schema2's last block the rows are not known.
        assertThat(judge(PlantedRun.run(), "schema2.rows < 900").outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(PlantedRun.run(), "schema2.rows < 900").reason())
                .isEqualTo("the rows of 1 of the 8 blocks of schema2 are not known");
        assertThat(judge(PlantedRun.run(), "schema1.rows < 9 x schema2").outcome())
                .isEqualTo(INCONCLUSIVE);
        assertThat(judge(PlantedRun.run(), "schema2.wal < 900 KiB").outcome()).isEqualTo(PASS);
    }

    @Test
    void oneBlockIsTooFew() {
        block("schema1", false, 200, 1);

        assertThat(judge(run(), "schema1.rows < 900").reason()).isEqualTo("1 blocks, and it takes 2");
    }

    @Test
    void nothingWrittenIsLessThanAnyLimit() {
        block("schema1", false, 0, 1);
        block("schema1", false, 0, 1);

        assertThat(judge(run(), "schema1.rows < 1").outcome()).isEqualTo(PASS);
    }

    @Test
    void ratioToNothingDecidesNothing() {
        for (String arm : List.of("schema1", "schema2")) {
            block(arm, false, arm.equals("schema1") ? 0 : 5, 1);
            block(arm, false, 5, 1);
        }

        assertThat(judge(run(), "schema2.rows < 2 x schema1").reason())
                .isEqualTo("a block has no rows at all, so there is no ratio");
    }

    /** Of 2,000 changes 35 fail. */
    @ParameterizedTest
    @CsvSource({"< 1.8%, PASS", "<= 1.75%, PASS", "< 1.75%, FAIL", "<= 0%, FAIL"})
    void errorsAreAFactOfThePlateau(String limit, GateVerdict.Outcome outcome) {
        GateVerdict verdict = judge(PlantedRun.failing(), "schema1.errors " + limit);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.found())
                .hasValueSatisfying(found -> assertThat(found.value()).isCloseTo(1.75, within(1e-9)));
        assertThat(verdict.reason()).isEqualTo("found 35 of 2,000 changes failed");
    }

    @ParameterizedTest
    @CsvSource({"1.5 x schema1, FAIL, 1.5", "2 x schema1, PASS, 2", "schema1 + 100%, PASS, 2"})
    void relativeErrorsAreJudgedByTheOthers(String limit, GateVerdict.Outcome outcome, double factor) {
        GateVerdict verdict = judge(failing(1, 2), "schema2.errors <= " + limit);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.limit()).isCloseTo(factor, within(1e-9));
        assertThat(verdict.unit()).isEqualTo("x");
        assertThat(verdict.found().orElseThrow().value()).isCloseTo(2, within(1e-9));
        assertThat(verdict.reason()).isEqualTo("found 2 of 100 changes failed, 2.000%; of schema1 1.000%");
    }

    @Test
    void runWithoutErrorsHasNoMoreThanAnyOther() {
        assertThat(judge(failing(0, 0), "schema2.errors < 1.5 x schema1").outcome())
                .isEqualTo(PASS);
        assertThat(judge(failing(0, 1), "schema2.errors < 1.5 x schema1").outcome())
                .isEqualTo(FAIL);
    }

    /** In the second of two blocks the generator is late, and half of the changes fail. */
    @Test
    void changeThatFailedInAVoidBlockHasFailed() {
        PlantedBlocks planted = new PlantedBlocks();
        planted.add("schema1", change -> new Blog().kind("edit comment"), change -> 5_000_000, plateau(100, 1));
        Block late = planted.started("schema1", false, Block.LEAD_NANOS, plateau(100, 1));
        for (int change = 0; change < late.schedule().size(); change++) {
            if (change % 2 == 0) {
                planted.failed(late, change, new Blog().kind("edit comment"), 20_000_000);
            } else {
                planted.visible(late, change, new Blog().kind("edit comment"), 9_000_000, 9_000_000, 20_000_000);
            }
        }
        RunResult run = Planted.run(planted.results(List.of("schema1"), "edit comment"));

        assertThat(judge(run, "schema1.errors <= 0%").outcome()).isEqualTo(FAIL);
        assertThat(judge(run, "schema1.edit comment.max < 10 ms").outcome()).isEqualTo(INCONCLUSIVE);
        assertThat(judge(run, "schema1.edit comment.max < 30 ms").outcome()).isEqualTo(PASS);
    }

    @Test
    void errorsOfAVoidPlateauDecideNothing() {
        assertThat(judge(PlantedRun.late(), "schema1.errors < 1%").outcome()).isEqualTo(INCONCLUSIVE);
    }

    /** A hundred changes each, of which so many fail. */
    private static RunResult failing(int inSchema1, int inSchema2) {
        PlantedBlocks planted = new PlantedBlocks();
        for (String arm : List.of("schema1", "schema2")) {
            Block block = planted.started(arm, false, Block.LEAD_NANOS, plateau(100, 1));
            for (int change = 0; change < block.schedule().size(); change++) {
                if (change < (arm.equals("schema1") ? inSchema1 : inSchema2)) {
                    planted.failed(block, change, new Blog().kind("edit comment"), 1_000_000);
                } else {
                    planted.visible(block, change, new Blog().kind("edit comment"), 1_000_000);
                }
            }
        }
        return Planted.run(planted.results(List.of("schema1", "schema2"), new Validity.Limits(0.5), "edit comment"));
    }

    /** A block of 100 changes. */
    private void block(String arm, boolean warmUp, long rows, long wal) {
        blocks.add(new BlockReport(
                blocks.size() + 1,
                arm,
                warmUp,
                Instant.EPOCH,
                Duration.ofSeconds(1),
                100,
                0,
                List.of(),
                new SideFigures(
                        OptionalLong.of(wal),
                        Optional.of(new RowCounts(rows / 2, rows - rows / 2 - rows / 10, 3, rows / 10, 7)),
                        new TableSizes(1, 1),
                        new TableSizes(1, 1),
                        UNKNOWN,
                        UNKNOWN,
                        Optional.empty(),
                        OptionalDouble.empty())));
    }

    private RunResult run() {
        return Planted.run(new Results(List.of("schema1", "schema2"), List.of(), 0), blocks, List.of());
    }
}
