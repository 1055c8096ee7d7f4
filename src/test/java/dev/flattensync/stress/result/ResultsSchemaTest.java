package dev.flattensync.stress.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.planted.PlantedRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema is the format's definition: what a run writes must keep to it, and nothing else may pass. */
class ResultsSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonSchemaFile schema = JsonSchemaFile.named("results.schema.json");

    static Stream<RunResult> runs() {
        return Stream.of(
                PlantedRun.run("schema1.pull post.max < 1 s", "schema1.pull post.p95 < 1 s", "*.rate >= 400/s"),
                PlantedRun.rounds(1),
                PlantedRun.sameSchemaTwice(),
                PlantedRun.oneArm(),
                PlantedRun.failing(),
                PlantedRun.late(),
                PlantedRun.saturated(),
                PlantedRun.unfinished(),
                PlantedRun.tampered("table \"posts\": the row {\"title\":\"\u001b %n\"} is missing"),
                PlantedRun.tamperedCapacity(),
                PlantedRun.unverified(),
                PlantedRun.rigOnly(),
                PlantedRun.withoutCommit(),
                PlantedRun.checked(
                        PlantedRun.oneArm(),
                        new CheckOutcome("every change done", Optional.empty()),
                        new CheckOutcome("schema1: no other writer", Optional.of("\u001b %n"))),
                PlantedRun.capacity());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    void everyRunKeepsToTheSchema(RunResult run) throws JsonProcessingException {
        assertThat(schema.errors(MAPPER.readTree(ResultsJson.of(run)))).isEmpty();
    }

    /** Whatever key is taken away, at whatever depth: the schema misses it. */
    @Test
    void everyKeyThatIsWrittenIsRequired() throws JsonProcessingException {
        for (String at : List.of(
                "",
                "/operations",
                "/provenance",
                "/provenance/source",
                "/provenance/machine",
                "/provenance/postgres",
                "/blocks/0",
                "/blocks/0/costs",
                "/blocks/0/costs/rows",
                "/blocks/0/costs/sizes",
                "/blocks/0/costs/growth",
                "/blocks/0/costs/pauses",
                "/plateaus/0",
                "/plateaus/0/blocks/0",
                "/plateaus/0/blocks/0/all changes/lagNanos",
                "/plateaus/0/kinds/edit comment",
                "/plateaus/0/kinds/all changes/syncLatencyNanos",
                "/comparison",
                "/comparison/cells/0",
                "/verification/0",
                "/checks/0",
                "/gates/0",
                "/gates/0/found")) {
            everyKeyIsRequired(PlantedRun.rounds(2, "schema1.pull post.max < 1 s"), at);
        }
        everyKeyIsRequired(PlantedRun.capacity(), "/capacities/0");
        everyKeyIsRequired(PlantedRun.capacity(), "/capacities/0/probes/0");
    }

    private void everyKeyIsRequired(RunResult run, String at) throws JsonProcessingException {
        schema.assertEveryKeyIsRequired(MAPPER.readTree(ResultsJson.of(run)), at);
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                     version,          1",
        "'',                                     valid,            '\"yes\"'",
        "'',                                     seed,             1.5",
        "'',                                     seconds,          -1",
        "'',                                     unfinishedChanges, null",
        "/operations,                            sha256,           '\"abc123\"'",
        "/provenance/source,                     commit,           '\"main\"'",
        "/provenance/postgres/settings,          fsync,            true",
        "/blocks/0/costs,                        walBytes,         '\"12 MiB\"'",
        "/blocks/0/costs,                        stealShare,       1.5",
        "/blocks/0/costs,                        sizes,            null",
        "/plateaus/0,                            validity,         '\"sustained\"'",
        "/plateaus/0,                            validity,         '\"void\"'",
        "/plateaus/0,                            reason,           '\"valid, but why?\"'",
        "/plateaus/0/blocks/0,                   validity,         '\"unsustainable\"'",
        "/plateaus/0/kinds/all changes/lagNanos, p99,              -1",
        "/plateaus/0/kinds/all changes/lagNanos, count,            null",
        "'',                                     checks,           null",
        "/checks/0,                              name,             '\"\"'",
        "/checks/0,                              problem,          false",
        "/comparison,                            figure,           '\"lagNanos\"'",
        "/comparison/cells/0,                    finding,          '\"equal\"'",
        "/comparison/cells/0,                    figure,           '\"p42\"'",
        "/comparison/cells/0,                    pairs,            1"
    })
    void wrongValueIsRefused(String at, String key, String value) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.run()));

        ((ObjectNode) json.at(at)).set(key, MAPPER.readTree(value));

        assertThat(schema.errors(json)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/gates/0,       outcome, '\"met\"'",
        "/gates/0,       limit,   null",
        "/gates/0,       unit,    5",
        "/gates/0/found, value,   null",
        "/gates/0/found, low,     null",
        "/gates/0/found, high,    '\"Infinity\"'"
    })
    void wrongValueOfAGateIsRefused(String at, String key, String value) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.run("schema1.rate > 20/s")));

        ((ObjectNode) json.at(at)).set(key, value == null ? null : MAPPER.readTree(value));

        assertThat(schema.errors(json)).isNotEmpty();
    }

    @Test
    void wrongPhaseOfAProbeIsRefused() throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.capacity()));

        ((ObjectNode) json.at("/capacities/0/probes/0")).put("phase", "fall");

        assertThat(schema.errors(json)).anyMatch(error -> error.contains("phase"));
    }

    @Test
    void momentThatIsNoneIsRefused() throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.run()));

        ((ObjectNode) json).put("started", "yesterday");

        assertThat(schema.errors(json)).anyMatch(error -> error.contains("started"));
    }

    @Test
    void everyKeyOfTheSchemaIsDescribed() {
        assertThat(schema.undescribed()).isEmpty();
    }
}
