package dev.flattensync.stress.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.flattensync.stress.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateParserTest {
    private static final GateNames NAMES = new GateNames(
            List.of("schema1", "schema2#2"),
            List.of("edit comment", "pull post", "edit a.b"),
            List.of(100.0, 400.0, 50.0));

    @ParameterizedTest
    @CsvSource({
        "schema1.edit comment.p95 < 20 ms,   95,    20",
        "schema1.edit comment.p99.9 < 1.5 s, 99.9,  1500",
        "schema1.edit comment.p50<250us,     50,    0.25",
        "schema1.edit comment.max <= 2 s,    100,   2000"
    })
    void latencyAndItsLimitAreRead(String text, double percentile, double millis) {
        Gate gate = one(text);

        assertThat(gate.figure()).isEqualTo(new GateFigure.Latency(percentile));
        assertThat(gate.bound()).isEqualTo(new Bound.Absolute(millis));
        assertThat(gate.unit()).isEqualTo("ms");
    }

    @ParameterizedTest
    @CsvSource({
        "schema1.rate >= 200/s,    RATE,   AT_LEAST, 200,    /s",
        "schema1.rate > 0.5 /s,    RATE,   OVER,     0.5,    /s",
        "schema1.errors <= 0.1%,   ERRORS, AT_MOST,  0.1,    %",
        "schema1.errors <= 0%,     ERRORS, AT_MOST,  0,      %",
        "schema1.rows < 12.5,      ROWS,   UNDER,    12.5,   rows",
        "schema1.wal < 80 KiB,     WAL,    UNDER,    81920,  bytes",
        "schema1.wal < 7 B,        WAL,    UNDER,    7,      bytes",
        "schema1.wal <= 1 MiB,     WAL,    AT_MOST,  1048576, bytes"
    })
    void figureOfAnArmOperatorAndLimitAreRead(
            String text, GateFigure.OfArm figure, GateOperator operator, double limit, String unit) {
        Gate gate = one(text);

        assertThat(gate.figure()).isEqualTo(figure);
        assertThat(gate.kind()).isEmpty();
        assertThat(gate.operator()).isEqualTo(operator);
        assertThat(gate.bound()).isEqualTo(new Bound.Absolute(limit));
        assertThat(gate.unit()).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5 x schema2#2,      1.5",
        "1.5*schema2#2,        1.5",
        "2 × \"schema2#2\",    2",
        "schema2#2 + 20%,      1.2",
        "schema2#2 - 25%,      0.75",
        "schema2#2-25 %,       0.75"
    })
    void limitRelativeToAnArmIsRead(String limit, double factor) {
        Gate gate = one("schema1.pull post.p95 < " + limit);

        assertThat(gate.bound()).isEqualTo(new Bound.ToArm(factor, "schema2#2"));
        assertThat(gate.unit()).isEqualTo("x");
        assertThat(gate.namesBaseline()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"baseline + 10%, 1.1", "1.1 x baseline, 1.1", "baseline - 10%, 0.9"})
    void limitRelativeToTheBaselineIsRead(String limit, double factor) {
        Gate gate = one("schema1.rate > " + limit);

        assertThat(gate.bound()).isEqualTo(new Bound.ToBaseline(factor));
        assertThat(gate.namesBaseline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema2#2.pull post.p95 < 1 s",
                "\"schema2#2\".\"pull post\".p95 < 1 s",
                "schema2#2.\"pull post\".p95<1 s",
                "  schema2#2.pull post.p95 < 1 s  "
            })
    void armAndKindAreReadWithQuotesAndWithout(String text) {
        Gate gate = one(text);

        assertThat(gate.text()).isEqualTo(text.strip());
        assertThat(gate.arm()).isEqualTo("schema2#2");
        assertThat(gate.kind()).hasValue("pull post");
    }

    @Test
    void latenciesAndErrorsAreJudgedOnTheHighestPlateauIfNoneIsNamed() {
        assertThat(one("schema1.pull post.p95 < 1 s").rate()).hasValue(400);
        assertThat(one("schema1.pull post.p95 at 50/s < 1 s").rate()).hasValue(50);
        assertThat(one("schema1.errors at 100.0 /s < 1%").rate()).hasValue(100);
        assertThat(one("schema1.rows < 1").rate()).isEmpty();
    }

    @Test
    void globIsAGateForEachFigureWithTheNamesFilledIn() {
        assertThat(parse("*.*t.p95 at 50/s  <  1 s"))
                .extracting(Gate::text, Gate::arm, Gate::kind)
                .containsExactly(
                        tuple("schema1.edit comment.p95 at 50/s < 1 s", "schema1", Optional.of("edit comment")),
                        tuple("schema1.pull post.p95 at 50/s < 1 s", "schema1", Optional.of("pull post")),
                        tuple("schema2#2.edit comment.p95 at 50/s < 1 s", "schema2#2", Optional.of("edit comment")),
                        tuple("schema2#2.pull post.p95 at 50/s < 1 s", "schema2#2", Optional.of("pull post")));
        assertThat(texts("*.rate>=5/s")).containsExactly("schema1.rate >= 5/s", "schema2#2.rate >= 5/s");
    }

    @Test
    void allChangesAreAKind() {
        assertThat(one("schema1.all changes.max < 1 s").kind()).hasValue("all changes");
        assertThat(texts("schema1.*.max < 1 s")).hasSize(4).contains("schema1.all changes.max < 1 s");
    }

    @Test
    void filledInNameWithADotIsQuotedSoThatItCanBeReadAgain() {
        assertThat(texts("schema1.\"edit a*\".max < 1 s")).containsExactly("schema1.\"edit a.b\".max < 1 s");
        assertThat(one("schema1.\"edit a.b\".max < 1 s").kind()).hasValue("edit a.b");
    }

    @Test
    void globMeansNoOtherSigns() {
        assertThatThrownBy(() -> parse("schema[12].rate > 5/s")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void relativeGlobIsNotForTheArmThatItIsRelativeTo() {
        assertThat(texts("*.pull post.p95 < 1.5 x schema1")).containsExactly("schema2#2.pull post.p95 < 1.5 x schema1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                     | \"arm.kind.p95 < limit\" or \"arm.rate >= limit\"",
                "schema1.edit comment.p95               | \"arm.kind.p95 < limit\"",
                "schema1.edit comment.p95 = 20 ms       | \"arm.kind.p95 < limit\"",
                "schema1.edit comment.p95 << 20 ms      | \"arm.kind.p95 < limit\"",
                "schema1.edit comment.p100 < 20 ms      | \"arm.kind.p95 < limit\"",
                "schema1.edit comment.mean < 20 ms      | \"arm.kind.p95 < limit\"",
                "schema1.edit comment.p95 at 50 < 20 ms | \"arm.kind.p95 < limit\"",
                "\"schema1.edit comment.p95 < 20 ms     | \"arm.kind.p95 < limit\"",
                "schema1.p95 < 20 ms                    | \"arm.kind.p95\", for p95 is of a kind of change, or of \"all changes\"",
                "schema1.edit comment.rate > 20/s       | \"arm.rate\", for rate is of all kinds of change together",
                "schema1.rows at 50/s < 3               | rows without \"at\", for it is of all plateaus together",
                "schema1.edit comment.p95 > 20 ms       | < or <= for p95: with > the gate could not fail when it gets worse",
                "schema1.errors >= 1%                   | < or <= for errors: with >= the gate could not fail when it gets worse",
                "schema1.rate < 20/s                    | > or >= for a rate: with < the gate could not fail when the sync gets slower",
                "schema1.edit comment.p95 < 20          | a limit as in 50 ms, 1.5 x schema1, schema1 + 20% or baseline + 10%",
                "schema1.edit comment.p95 < 20 m        | a limit as in 50 ms",
                "schema1.edit comment.p95 < -1 ms       | a limit as in 50 ms",
                "schema1.edit comment.p95 < 20%         | a limit as in 50 ms",
                "schema1.rate > 20                      | a limit as in 200/s",
                "schema1.errors < 1                     | a limit as in 0.1%",
                "schema1.rows < 1 ms                    | a limit as in 12",
                "schema1.wal < 80 kb                    | a limit as in 80 KiB",
                "schema1.wal < schema3                  | to compare with an arm of this run (schema1, schema2#2) or with baseline",
                "schema1.edit comment.p0 < 1 s          | a percentile over 0, up to 99.9999, or max",
                "schema1.edit comment.p99.99999999 < 1 s | a percentile over 0, up to 99.9999, or max",
                "schema1.pull post.max < 0 ms           | a limit over 0, for nothing could meet this one",
                "schema1.rate >= 0/s                    | a limit over 0",
                "schema1.errors < 0%                    | a limit over 0, for nothing could meet this one",
                "schema1.errors <= 100%                 | a limit under 100%, for everything would meet this one",
                "schema1.rows < 0 x schema2#2           | a multiple over 0 of the other figure",
                "schema1.rows < schema2#2 - 100%        | a multiple over 0 of the other figure",
                "schema1.rows < 2 x schema3             | to compare with an arm of this run (schema1, schema2#2) or with baseline",
                "schema1.rows < 2 x schema1             | a figure of another arm to compare with, for one relative to itself says nothing",
                "schema2.edit comment.p95 < 1 s         | an arm of this run: schema1, schema2#2",
                "*3.edit comment.p95 < 1 s              | an arm of this run: schema1, schema2#2",
                "schema1.push post.p95 < 1 s            | a kind of change of this run: edit comment, pull post, edit a.b, all changes",
                "schema1.push *.p95 < 1 s               | a kind of change of this run: edit comment, pull post",
                "schema1.errors at 99/s < 1%            | a plateau of the profile: at 100/s, at 400/s, at 50/s"
            })
    void ruleThatCannotBeJudgedIsRefusedWithWhatIsAllowed(String text, String allowed) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("stress.gates.rules = \"" + text + "\": allowed is " + allowed);
    }

    @Test
    void controlCharactersAreRefusedAndNotShown() {
        assertThatThrownBy(() -> parse("schema1.\u001b[2J\n.p95 < 1 s"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("stress.gates.rules = \"schema1.?[2J?.p95 < 1 s\": allowed is");
    }

    private static Gate one(String text) {
        List<Gate> gates = parse(text);
        assertThat(gates).hasSize(1);
        return gates.get(0);
    }

    private static List<String> texts(String text) {
        return parse(text).stream().map(Gate::text).toList();
    }

    private static List<Gate> parse(String text) {
        return GateParser.parse(text, NAMES);
    }
}
