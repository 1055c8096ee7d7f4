package dev.flattensync.stress.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.report.RunText;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsJsonTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);
    private static final long MILLI = PlantedRun.MILLI;

    @Test
    void runIsIdentified() throws JsonProcessingException {
        JsonNode json = json(PlantedRun.run());

        assertThat(json.get("version").asInt()).isEqualTo(3);
        assertThat(json.get("simulation").asText()).isEqualTo("PlantedSimulation");
        assertThat(json.get("started").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.get("seconds").asDouble()).isEqualTo(90.5);
        assertThat(json.get("seed").asLong()).isEqualTo(77);
        assertThat(json.at("/operations/count").asLong()).isEqualTo(12_345);
        assertThat(json.at("/operations/sha256").asText()).startsWith("ab4c8d");
        assertThat(json.get("changeOrigin").asText()).isEqualTo("emulator, not MongoDB");
    }

    @Test
    void originOfTheFiguresIsStated() throws JsonProcessingException {
        JsonNode provenance = json(PlantedRun.run()).get("provenance");

        assertThat(provenance.at("/source/commit").asText()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
        assertThat(provenance.at("/source/dirty").asBoolean()).isTrue();
        assertThat(provenance.at("/machine/memoryBytes").asLong()).isEqualTo(8L << 30);
        assertThat(provenance.at("/machine/cpuModel").isNull()).isTrue();
        assertThat(provenance.at("/postgres/settings/shared_buffers").asText()).isEqualTo("128MB");
    }

    @Test
    void timesAreNanosecondsByKind() throws JsonProcessingException {
        JsonNode inserts = plateau(PlantedRun.run(), "schema2", 0).at("/kinds/insert post");

        assertThat(inserts.at("/syncLatencyNanos/count").asLong()).isEqualTo(800);
        assertThat(inserts.at("/syncLatencyNanos/p50").asLong()).isCloseTo(3 * MILLI, THREE_DIGITS);
        assertThat(inserts.at("/syncLatencyNanos/max").asLong()).isCloseTo(3_120_000, THREE_DIGITS);
        assertThat(inserts.at("/serviceTimeNanos/p50").asLong()).isCloseTo(2_850_000, THREE_DIGITS);
        assertThat(inserts.at("/lagNanos/p50").asLong()).isCloseTo(100_000, THREE_DIGITS);
    }

    /** All that is said of a run is worked out from its samples, so a run that was read says the same. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("dev.flattensync.stress.result.ResultsSchemaTest#runs")
    void runThatWasReadSaysTheSame(RunResult run) {
        RunResult read = ResultsJson.read(ResultsJson.of(run));

        assertThat(ResultsJson.of(read)).isEqualTo(ResultsJson.of(run));
        assertThat(RunText.of(read)).isEqualTo(RunText.of(run));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "{\"version\": 2}",
                "{\"version\": 3}",
                "{\"kind\": \"experiment\", \"version\": 3}"
            })
    void anythingElseIsNotRead(String text) {
        assertThatThrownBy(() -> ResultsJson.read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("expected the results.json of a run under load");
    }

    @Test
    void histogramThatIsNoneIsNotRead() {
        String broken =
                ResultsJson.of(PlantedRun.rounds(1)).replaceFirst("\"hdr\" : \"[^\"]{8}", "\"hdr\" : \"AAAAAAAA");

        assertThatThrownBy(() -> ResultsJson.read(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("HdrHistogram");
    }

    @Test
    void percentileOfTooFewSamplesIsNull() throws JsonProcessingException {
        JsonNode kinds = plateau(PlantedRun.run(), "schema1", 0).get("kinds");

        assertThat(kinds.at("/pull post/syncLatencyNanos/p95").isNull()).isTrue();
        assertThat(kinds.at("/all changes/syncLatencyNanos/p99").isNull()).isFalse();
        assertThat(kinds.at("/all changes/syncLatencyNanos/p99.9").isNull()).isTrue();
    }

    @Test
    void failedChangesAreCountedAsCensored() throws JsonProcessingException {
        JsonNode kinds = plateau(PlantedRun.failing(), "schema1", 0).get("kinds");

        assertThat(kinds.at("/pull post/syncLatencyNanos/censored").asLong()).isEqualTo(25);
        assertThat(kinds.at("/pull post/lagNanos/censored").asLong()).isZero();
        assertThat(kinds.at("/edit comment/syncLatencyNanos/censored").asLong()).isZero();
    }

    @Test
    void plateauTellsItsLoadAndWhetherItMayBeCompared() throws JsonProcessingException {
        JsonNode valid = plateau(PlantedRun.run(), "schema2", 0);
        JsonNode unsustainable = plateau(PlantedRun.run(), "schema2", 1);

        assertThat(valid.get("ratePerSecond").asDouble()).isEqualTo(250);
        assertThat(valid.get("due").asLong()).isEqualTo(4_000);
        assertThat(valid.get("validity").asText()).isEqualTo("valid");
        assertThat(valid.get("reason").isNull()).isTrue();
        assertThat(unsustainable.get("achievedPerSecond").asDouble()).isCloseTo(333, within(1.0));
        assertThat(unsustainable.get("validity").asText()).isEqualTo("unsustainable");
        assertThat(unsustainable.get("reason").asText()).startsWith("the backlog grew");
    }

    @Test
    void voidBlockIsMarkedAndLeftOutOfThePlateau() throws JsonProcessingException {
        JsonNode plateau = plateau(PlantedRun.run(), "schema1", 0);

        assertThat(plateau.get("voidBlocks").asInt()).isEqualTo(1);
        assertThat(plateau.get("blocks")).hasSize(8);
        assertThat(plateau.at("/blocks/1/validity").asText()).isEqualTo("void");
        assertThat(plateau.at("/blocks/1/reason").asText()).startsWith("the generator was late");
        assertThat(plateau.at("/blocks/0/validity").asText()).isEqualTo("valid");
        assertThat(plateau.at("/kinds/all changes/syncLatencyNanos/count").asLong())
                .isEqualTo(7 * 500);
    }

    @Test
    void blocksAreListedWithWarmUp() throws JsonProcessingException {
        JsonNode blocks = json(PlantedRun.run()).get("blocks");

        assertThat(blocks).hasSize(2 + 16);
        assertThat(blocks.at("/0/warmUp").asBoolean()).isTrue();
        assertThat(blocks.at("/0/changes").asInt()).isEqualTo(50);
        assertThat(blocks.at("/2/warmUp").asBoolean()).isFalse();
        assertThat(blocks.at("/2/start").asText()).isEqualTo("2026-01-02T03:06:05Z");
        assertThat(blocks.at("/2/seconds").asDouble()).isEqualTo(4);
    }

    @Test
    void costThatIsNotKnownIsNull() throws JsonProcessingException {
        JsonNode blocks = json(PlantedRun.run()).get("blocks");

        assertThat(blocks.at("/2/costs/rows/updated").asLong()).isEqualTo(2_250);
        assertThat(blocks.at("/2/costs/growth/indexBytes").asLong()).isEqualTo(-8 << 10);
        assertThat(blocks.at("/2/costs/pauses/millis").asLong()).isEqualTo(7);
        assertThat(blocks.at("/3/costs/walBytes").isNull()).isFalse();
        assertThat(List.of("postgresCpuNanos", "rigCpuNanos", "pauses", "stealShare"))
                .allMatch(key -> blocks.at("/3/costs/" + key).isNull());
        assertThat(blocks.at("/16/costs/rows").isNull()).isTrue();
    }

    @Test
    void comparisonHasRatiosAndWhatMayBeSaid() throws JsonProcessingException {
        JsonNode comparison = json(PlantedRun.run()).get("comparison");

        assertThat(comparison.get("step").asInt(-1)).isZero();
        assertThat(comparison.get("base").asText()).isEqualTo("schema1");
        JsonNode cell = cell(comparison, "insert post", "p50");
        assertThat(cell.get("arm").asText()).isEqualTo("schema2");
        assertThat(cell.get("pairs").asInt()).isEqualTo(7);
        assertThat(cell.get("ratio").asDouble()).isCloseTo(0.51, within(0.01));
        assertThat(cell.get("low").asDouble()).isLessThan(cell.get("ratio").asDouble());
        assertThat(cell.get("high").asDouble()).isGreaterThan(cell.get("ratio").asDouble());
        assertThat(cell.get("finding").asText()).isEqualTo("faster");
        assertThat(cell(comparison, "edit comment", "p95").get("finding").asText())
                .isEqualTo("slower");
    }

    @Test
    void cellWithTooFewSamplesHasNoFigures() throws JsonProcessingException {
        JsonNode cell = cell(json(PlantedRun.run()).get("comparison"), "pull post", "p50");

        assertThat(List.of("pairs", "ratio", "low", "high", "pValue"))
                .allMatch(key -> cell.get(key).isNull());
        assertThat(cell.get("finding").asText()).isEqualTo("too few pairs");
    }

    @Test
    void nothingIsComparedWithoutAValidPlateauOrRunOrSchema() throws JsonProcessingException {
        for (RunResult run : List.of(
                PlantedRun.saturated(),
                PlantedRun.late(),
                PlantedRun.tampered("a row is missing"),
                PlantedRun.unverified(),
                PlantedRun.rigOnly(),
                PlantedRun.oneArm(),
                PlantedRun.capacity())) {
            assertThat(json(run).get("comparison").isNull()).isTrue();
        }
    }

    @Test
    void comparedStepIsNullIfNoPlateauIsValid() throws JsonProcessingException {
        assertThat(json(PlantedRun.run()).get("comparedStep").asInt(-1)).isZero();
        assertThat(json(PlantedRun.saturated()).get("comparedStep").isNull()).isTrue();
    }

    @Test
    void runIsValidIfAllTablesWereComparedAndAreEqual() throws JsonProcessingException {
        assertThat(json(PlantedRun.run()).get("valid").asBoolean()).isTrue();
        assertThat(json(PlantedRun.tampered("a row is missing")).get("valid").asBoolean(true))
                .isFalse();
        assertThat(json(PlantedRun.unverified()).get("valid").asBoolean(true)).isFalse();
    }

    @Test
    void rigAloneIsMarked() throws JsonProcessingException {
        JsonNode json = json(PlantedRun.rigOnly());

        assertThat(json.get("rigOnly").asBoolean()).isTrue();
        assertThat(json.get("valid").asBoolean()).isTrue();
        assertThat(json.get("verification")).isEmpty();
        assertThat(json(PlantedRun.run()).get("rigOnly").asBoolean(true)).isFalse();
    }

    @Test
    void capacityHasItsBracketAndProbes() throws JsonProcessingException {
        JsonNode capacity = json(PlantedRun.capacity()).at("/capacities/0");

        assertThat(capacity.get("arm").asText()).isEqualTo("schema1");
        assertThat(capacity.get("sustained").asDouble()).isEqualTo(354);
        assertThat(capacity.get("unsustained").asDouble()).isEqualTo(421);
        assertThat(capacity.get("reason").asText()).startsWith("Converged");
        assertThat(capacity.get("probes")).hasSize(6);
        assertThat(capacity.at("/probes/1/phase").asText()).isEqualTo("rise");
        assertThat(capacity.at("/probes/1/block").asInt()).isEqualTo(2);
        assertThat(capacity.at("/probes/1/validity").asText()).isEqualTo("unsustainable");
        assertThat(capacity.at("/probes/0/all changes/syncLatencyNanos/p50").asLong())
                .isCloseTo(2 * MILLI, THREE_DIGITS);
    }

    @Test
    void limitThatWasNotFoundIsNull() throws JsonProcessingException {
        assertThat(json(PlantedRun.capacity()).at("/capacities/1/unsustained").isNull())
                .isTrue();
    }

    @Test
    void differencesAreNamedInFull() throws JsonProcessingException {
        String difference =
                "table \"posts\": the row {\"title\":\"100 %n \u001b[2J" + "x".repeat(1_000) + "\"} is missing";
        JsonNode verification = json(PlantedRun.tampered(difference)).get("verification");

        assertThat(verification.at("/0/equal").asBoolean()).isTrue();
        assertThat(verification.at("/1/equal").asBoolean(true)).isFalse();
        assertThat(verification.at("/1/differences/0").asText()).isEqualTo(difference);
    }

    @Test
    void checksTellWhatWasFoundInstead() throws JsonProcessingException {
        RunResult run = PlantedRun.checked(
                PlantedRun.run(),
                new CheckOutcome("every change done", Optional.empty()),
                new CheckOutcome("schema1: no other writer", Optional.of("3 rows more")));
        JsonNode checks = json(run).get("checks");

        assertThat(checks.at("/0/name").asText()).isEqualTo("every change done");
        assertThat(checks.at("/0/problem").isNull()).isTrue();
        assertThat(checks.at("/1/problem").asText()).isEqualTo("3 rows more");
        assertThat(ResultsJson.read(ResultsJson.of(run)).checks()).hasSize(2).isEqualTo(run.checks());
    }

    @Test
    void gatesTellWhetherTheyWereMet() throws JsonProcessingException {
        JsonNode gate =
                json(PlantedRun.run("schema2.pull post.max at 250/s < 1 ms")).at("/gates/0");

        assertThat(gate.get("gate").asText()).isEqualTo("schema2.pull post.max at 250/s < 1 ms");
        assertThat(gate.get("outcome").asText()).isEqualTo("fail");
        assertThat(gate.get("reason").asText()).isEqualTo("found 41.60 ms");
        assertThat(gate.at("/found/high").asDouble()).isEqualTo(41.6);
    }

    @Test
    void gatesAreReadAsTheyWereWritten() throws JsonProcessingException {
        RunResult run = PlantedRun.run(
                "schema1.edit comment.p95 at 250/s < 5 ms", "schema1.rate > 20/s", "schema2.errors < 1.5 x schema1");

        assertThat(json(run).at("/gates/1/found/high").isNull()).isTrue();
        assertThat(ResultsJson.read(ResultsJson.of(run)).gates()).hasSize(3).isEqualTo(run.gates());
    }

    @Test
    void unfinishedChangesAreCounted() throws JsonProcessingException {
        assertThat(json(PlantedRun.unfinished()).get("unfinishedChanges").asInt())
                .isEqualTo(1);
    }

    @Test
    void configurationIsATree() throws JsonProcessingException {
        JsonNode config = json(PlantedRun.run()).get("config");

        assertThat(config.get("scale").asText()).isEqualTo("small");
        assertThat(config.at("/postgres/url").isNull()).isTrue();
        assertThat(config.at("/gates/rules").isArray()).isTrue();
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void numbersAreTheSameInEveryCountry() {
        assertThat(ResultsJson.of(PlantedRun.run())).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    }

    private static JsonNode json(RunResult run) throws JsonProcessingException {
        return new ObjectMapper().readTree(ResultsJson.of(run));
    }

    private static JsonNode plateau(RunResult run, String arm, int step) throws JsonProcessingException {
        return StreamSupport.stream(json(run).get("plateaus").spliterator(), false)
                .filter(plateau -> plateau.get("arm").asText().equals(arm)
                        && plateau.get("step").asInt() == step)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode cell(JsonNode comparison, String kind, String figure) {
        return StreamSupport.stream(comparison.get("cells").spliterator(), false)
                .filter(cell -> cell.get("kind").asText().equals(kind)
                        && cell.get("figure").asText().equals(figure))
                .findFirst()
                .orElseThrow();
    }
}
