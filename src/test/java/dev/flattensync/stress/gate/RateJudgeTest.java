package dev.flattensync.stress.gate;

import static dev.flattensync.stress.gate.Planted.judge;
import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateJudgeTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    /** Offered are 250 and 500; schema1 sustains both, schema2 the first. */
    @ParameterizedTest
    @CsvSource({
        "schema1.rate >= 500/s, PASS,         'schema1 sustains at least 500/s'",
        "schema1.rate > 500/s,  INCONCLUSIVE, 'schema1 sustains at least 500/s: the limit is between, offer rates closer to it or higher ones'",
        "schema2.rate >= 250/s, PASS,         'schema2 sustains at least 250/s and less than 500/s'",
        "schema2.rate > 250/s,  INCONCLUSIVE, 'schema2 sustains at least 250/s and less than 500/s: the limit is between, offer rates closer to it or higher ones'",
        "schema2.rate >= 499/s, INCONCLUSIVE, 'schema2 sustains at least 250/s and less than 500/s: the limit is between, offer rates closer to it or higher ones'",
        "schema2.rate >= 500/s, FAIL,         'schema2 sustains at least 250/s and less than 500/s'"
    })
    void rateLiesBetweenTheHighestValidPlateauAndTheNextThatWasNotSustained(
            String rule, GateVerdict.Outcome outcome, String reason) {
        GateVerdict verdict = judge(PlantedRun.run(), rule);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.unit()).isEqualTo("/s");
    }

    @Test
    void rateOfAnArmThatSustainsNothingIsUnderTheLowest() {
        assertThat(judge(PlantedRun.saturated(), "schema1.rate >= 250/s")).satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.FAIL);
            assertThat(verdict.reason()).isEqualTo("schema1 sustains no rate that was offered and less than 250/s");
        });
        assertThat(judge(PlantedRun.saturated(), "schema1.rate > 2 x schema2").reason())
                .endsWith("nothing to compare with");
    }

    @Test
    void rateThatFailedBelowOneThatWasSustainedIsNoUpperEnd() {
        ChangeKind edit = new Blog().kind("edit comment");
        PlantedBlocks planted = new PlantedBlocks();
        Block block = planted.started("schema1", false, Block.LEAD_NANOS, plateau(100, 1), plateau(200, 1));
        planted.failed(block, 0, edit, 1_000_000);
        for (int change = 1; change < block.schedule().size(); change++) {
            planted.visible(block, change, edit, 1_000_000);
        }

        assertThat(judge(Planted.run(planted.results(List.of("schema1"), "edit comment")), "schema1.rate >= 200/s")
                        .reason())
                .isEqualTo("schema1 sustains at least 200/s");
    }

    @Test
    void voidPlateausTellNothing() {
        GateVerdict verdict = judge(PlantedRun.late(), "schema1.rate >= 1/s");

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("nothing is known of 250/s, which is void: the generator was late");
    }

    @ParameterizedTest
    @CsvSource({
        "295, PASS",
        "296, INCONCLUSIVE",
        "307, INCONCLUSIVE",
        "308, FAIL",
        "400, FAIL",
    })
    void rateOfASearchLiesInItsBracket(double limit, GateVerdict.Outcome outcome) {
        RunResult run = searched(capacity("schema1", OptionalDouble.of(295), OptionalDouble.of(308)));

        assertThat(judge(run, "schema1.rate >= %s/s".formatted(limit)).outcome())
                .isEqualTo(outcome);
    }

    /** schema1 between 200 and 220, schema2 between 300 and 330: the ratio is between 1.364 and 1.65. */
    @ParameterizedTest
    @CsvSource({
        "schema2.rate >= 1.3 x schema1,  PASS",
        "schema2.rate >= schema1 + 50%,  INCONCLUSIVE",
        "schema2.rate > 1.65 x schema1,  FAIL",
        "schema1.rate >= schema2 - 45%,  PASS",
        "schema1.rate >= schema2 - 20%,  FAIL"
    })
    void relativeRateIsJudgedByBothBrackets(String rule, GateVerdict.Outcome outcome) {
        RunResult run = searched(
                capacity("schema1", OptionalDouble.of(200), OptionalDouble.of(220)),
                capacity("schema2", OptionalDouble.of(300), OptionalDouble.of(330)));

        GateVerdict verdict = judge(run, rule);

        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.unit()).isEqualTo("x");
        assertThat(verdict.reason())
                .contains(
                        "schema1",
                        "schema2",
                        "at least 200/s and less than 220/s",
                        "at least 300/s and less than 330/s");
    }

    @Test
    void rateIsComparedWithThatOfTheBaseline() {
        RunResult run = searched(capacity("schema1", OptionalDouble.of(200), OptionalDouble.of(210)));
        RunResult baseline = searched(capacity("schema1", OptionalDouble.of(205), OptionalDouble.of(215)));

        assertThat(judge(run, baseline, "schema1.rate >= baseline - 10%").outcome())
                .isEqualTo(GateVerdict.Outcome.PASS);
        assertThat(judge(run, baseline, "schema1.rate >= baseline + 10%").outcome())
                .isEqualTo(GateVerdict.Outcome.FAIL);
    }

    @Test
    void referenceThatSustainsAllThatWasOfferedCannotBeReached() {
        RunResult run = searched(
                capacity("schema1", OptionalDouble.of(200), NONE), capacity("schema2", OptionalDouble.of(900), NONE));

        assertThat(judge(run, "schema2.rate > 1.1 x schema1").outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
    }

    @Test
    void searchThatDidNotEndTellsNothing() {
        GateVerdict verdict = judge(searched(capacity("schema1", OptionalDouble.of(200), NONE)), "schema2.rate >= 1/s");

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("it is not known what schema2 sustains");
    }

    private static ArmCapacity capacity(String arm, OptionalDouble sustained, OptionalDouble unsustained) {
        return new ArmCapacity(arm, sustained, unsustained, "done", List.of(), List.of());
    }

    private static RunResult searched(ArmCapacity... capacities) {
        return Planted.run(new Results(List.of("schema1", "schema2"), List.of(), 0), List.of(), List.of(capacities));
    }
}
