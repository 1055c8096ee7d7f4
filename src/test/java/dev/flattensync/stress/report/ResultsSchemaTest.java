package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema is the format's definition: what a run writes must keep to it, and nothing else may pass. */
class ResultsSchemaTest {
    private static final Path FILE = Path.of("reports", "results.schema.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode definition = read();
    private final Schema schema =
            SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(definition);

    static Stream<RunResult> runs() {
        return Stream.of(
                PlantedRun.run("schema1.pull post.max < 1 s", "schema1.pull post.p95 < 1 s"),
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
                PlantedRun.capacity());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    void everyRunKeepsToTheSchema(RunResult run) throws JsonProcessingException {
        assertThat(errors(MAPPER.readTree(ResultsJson.of(run)))).isEmpty();
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
                "/gates/0")) {
            everyKeyIsRequired(PlantedRun.rounds(2, "schema1.pull post.max < 1 s"), at);
        }
        everyKeyIsRequired(PlantedRun.capacity(), "/capacities/0");
        everyKeyIsRequired(PlantedRun.capacity(), "/capacities/0/probes/0");
    }

    private void everyKeyIsRequired(RunResult run, String at) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(run));
        ObjectNode object = (ObjectNode) json.at(at);
        List<String> keys =
                object.properties().stream().map(key -> key.getKey()).toList();
        for (String key : keys) {
            JsonNode value = object.remove(key);
            assertThat(errors(json))
                    .as("without %s in %s", key, at)
                    .anyMatch(error -> error.contains("'" + key + "'") && error.contains("required"));
            object.set(key, value);
        }
        object.put("more", 1);
        assertThat(errors(json)).as("with another key in %s", at).anyMatch(error -> error.contains("'more'"));
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
        "/comparison,                            figure,           '\"lagNanos\"'",
        "/comparison/cells/0,                    finding,          '\"equal\"'",
        "/comparison/cells/0,                    figure,           '\"p42\"'",
        "/comparison/cells/0,                    pairs,            1"
    })
    void wrongValueIsRefused(String at, String key, String value) throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.run()));

        ((ObjectNode) json.at(at)).set(key, MAPPER.readTree(value));

        assertThat(errors(json)).isNotEmpty();
    }

    @Test
    void wrongPhaseOfAProbeIsRefused() throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.capacity()));

        ((ObjectNode) json.at("/capacities/0/probes/0")).put("phase", "fall");

        assertThat(errors(json)).anyMatch(error -> error.contains("phase"));
    }

    @Test
    void momentThatIsNoneIsRefused() throws JsonProcessingException {
        JsonNode json = MAPPER.readTree(ResultsJson.of(PlantedRun.run()));

        ((ObjectNode) json).put("started", "yesterday");

        assertThat(errors(json)).anyMatch(error -> error.contains("started"));
    }

    @Test
    void everyKeyOfTheSchemaIsDescribed() {
        TreeSet<String> undescribed = new TreeSet<>();
        forEachKey(definition, "", undescribed);

        assertThat(undescribed).isEmpty();
    }

    /** A key is described where it is, or where it refers to. */
    private void forEachKey(JsonNode node, String path, TreeSet<String> undescribed) {
        if (!path.endsWith("/if") && !path.endsWith("/then") && !path.endsWith("/else")) {
            node.path("properties").properties().forEach(key -> {
                String reference = key.getValue().path("$ref").asText("#").substring(1);
                if (!key.getValue().has("description")
                        && (reference.isEmpty() || !definition.at(reference).has("description"))) {
                    undescribed.add(path + "/" + key.getKey());
                }
            });
            node.properties().forEach(child -> forEachKey(child.getValue(), path + "/" + child.getKey(), undescribed));
        }
    }

    private List<String> errors(JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static JsonNode read() {
        try {
            return MAPPER.readTree(Files.readString(FILE));
        } catch (IOException e) {
            throw new AssertionError(FILE + " can't be read", e);
        }
    }
}
