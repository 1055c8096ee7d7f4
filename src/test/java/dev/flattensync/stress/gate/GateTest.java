package dev.flattensync.stress.gate;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final long MILLI = 1_000_000;
    private static final List<String> ARMS = List.of("schema1", "schema1#2");
    private static final List<String> KINDS = List.of("edit comment", "pull post");

    private final ChangeKind edit = new Blog().kind("edit comment");

    @ParameterizedTest
    @CsvSource({
        "schema1.edit comment.p95 < 20 ms, 95, 20000000",
        "schema1.edit comment.p99.9 < 1.5 s, 99.9, 1500000000",
        "schema1.edit comment.p50<250us, 50, 250000",
        "schema1.edit comment.max < 2 s, 100, 2000000000"
    })
    void figureAndLimitAreRead(String text, double percentile, long limitNanos) {
        Gate gate = Gate.parse(text, ARMS, KINDS);

        assertThat(gate.percentile()).isEqualTo(percentile);
        assertThat(gate.limitNanos()).isEqualTo(limitNanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema1#2.pull post.p95 < 1 s",
                "\"schema1#2\".\"pull post\".p95 < 1 s",
                "  schema1#2.pull post.p95 < 1 s  "
            })
    void armAndKindAreRead(String text) {
        Gate gate = Gate.parse(text, ARMS, KINDS);

        assertThat(gate.arm()).isEqualTo("schema1#2");
        assertThat(gate.kind()).isEqualTo("pull post");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "schema1.edit comment.p95",
                "schema1.edit comment.p95 > 20 ms",
                "schema1.edit comment.p95 < 20",
                "schema1.edit comment.p95 < 20 m",
                "schema1.edit comment.p100 < 20 ms",
                "schema1.edit comment.mean < 20 ms",
                "schema1.edit comment.p95 < -1 ms",
                "schema1.p95 < 20 ms"
            })
    void anotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Gate.parse(text, ARMS, KINDS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("stress.gates = \"" + text + "\"", "\"arm.kind.figure < limit\"");
    }

    @Test
    void armThatTheRunDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> Gate.parse("schema2.edit comment.p95 < 1 s", ARMS, KINDS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("an arm of this run: schema1, schema1#2");
    }

    @Test
    void kindThatTheRunDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> Gate.parse("schema1.push post.p95 < 1 s", ARMS, KINDS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("a kind of change of this run: edit comment, pull post");
    }

    @Test
    void figureUnderTheLimitMeetsTheGate() {
        GateVerdict verdict = judged("schema1.edit comment.p95 < 5.1 ms", 2_000);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.PASS);
        assertThat(verdict.reason()).isEqualTo("found 5.00 ms");
    }

    @Test
    void figureOverTheLimitDoesNotMeetTheGate() {
        GateVerdict verdict = judged("schema1.edit comment.p95 < 4.9 ms", 2_000);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.FAIL);
        assertThat(verdict.reason()).isEqualTo("found 5.00 ms");
    }

    @ParameterizedTest
    @CsvSource({"p50, 200", "p95, 2000", "p99, 10000", "p99.9, 100000"})
    void decisionNeedsTenTimesTheSamplesOfAFigure(String figure, int needed) {
        GateVerdict verdict = judged("schema1.edit comment." + figure + " < 1 s", needed - 1);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason())
                .isEqualTo("too few samples: %d of the %d needed to decide".formatted(needed - 1, needed));
        assertThat(judged("schema1.edit comment." + figure + " < 1 s", needed).outcome())
                .isEqualTo(GateVerdict.Outcome.PASS);
    }

    @Test
    void maximumIsDecidedByOneSample() {
        assertThat(judged("schema1.edit comment.max < 6 ms", 1).outcome()).isEqualTo(GateVerdict.Outcome.PASS);
    }

    @Test
    void kindWithoutAnyChangeDoesNotMeetTheGate() {
        GateVerdict verdict = judged("schema1.pull post.max < 1 s", 100);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("too few samples: 0 of the 1 needed to decide");
    }

    @Test
    void gateIsNotMetIfNoPlateauIsValid() {
        Results results = new PlantedBlocks()
                .add("schema1", change -> edit, change -> 3_600_000 * MILLI, plateau(100, 2))
                .results(List.of("schema1"), "edit comment");

        GateVerdict verdict = GateVerdict.of(Gate.parse("schema1.edit comment.max < 1 s", ARMS, KINDS), results);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("no plateau is valid in every arm");
    }

    @Test
    void figuresOfAPlateauThatWasNotSustainedDoNotDecide() {
        Results results = new PlantedBlocks()
                .add(
                        "schema1",
                        change -> edit,
                        change -> change < 200 ? 5 * MILLI : 3_600_000 * MILLI,
                        plateau(100, 2),
                        plateau(200, 2))
                .results(List.of("schema1"), "edit comment");

        assertThat(GateVerdict.of(Gate.parse("schema1.edit comment.max < 6 ms", ARMS, KINDS), results)
                        .outcome())
                .isEqualTo(GateVerdict.Outcome.PASS);
    }

    @Test
    void gateIsNotMetByATimeOutThatIsShorterThanItsLimit() {
        PlantedBlocks planted = new PlantedBlocks();
        Block block = planted.started("schema1", false, 0, plateau(100, 2));
        for (int change = 0; change < 200; change++) {
            if (change == 50) {
                planted.failed(block, change, edit, 1_000 * MILLI);
            } else {
                planted.visible(block, change, edit, 5 * MILLI);
            }
        }
        Results results = planted.results(List.of("schema1"), new Validity.Limits(0.1), "edit comment");

        GateVerdict verdict = GateVerdict.of(Gate.parse("schema1.edit comment.max < 2 s", ARMS, KINDS), results);

        assertThat(verdict.outcome()).isEqualTo(GateVerdict.Outcome.FAIL);
        assertThat(verdict.reason()).isEqualTo("found at least 1000.00 ms");
    }

    /** Judges a plateau with so many edits of 5 ms. */
    private GateVerdict judged(String gate, int samples) {
        Results results = new PlantedBlocks()
                .add("schema1", change -> edit, change -> 5 * MILLI, plateau(samples, 1))
                .results(List.of("schema1"), "edit comment", "pull post");
        return GateVerdict.of(Gate.parse(gate, ARMS, KINDS), results);
    }
}
