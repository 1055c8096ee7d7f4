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
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is the format's definition: what a run writes must keep to it, and nothing else may pass. */
class ExperimentSchemaTest {
    private static final Path FILE = Path.of("reports", "experiment.schema.json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode definition = read();
    private final Schema schema =
            SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(definition);

    static Stream<ExperimentRun> runs() {
        return Stream.of(
                new PlantedExperiment().run(),
                new PlantedExperiment().tampered().run(),
                new PlantedExperiment()
                        .without(variant -> variant.storage() != Storage.SCHEMA1)
                        .run(),
                new PlantedExperiment()
                        .change(cell -> PlantedExperiment.withCost(cell, Optional.empty()))
                        .run(),
                new PlantedExperiment()
                        .change(cell -> PlantedExperiment.withRounds(
                                cell, cell.roundNanos().subList(0, 1)))
                        .run());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    void everyRunKeepsToTheSchema(ExperimentRun run) throws JsonProcessingException {
        assertThat(errors(MAPPER.readTree(ExperimentJson.of(run)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/provenance",
                "/provenance/source",
                "/provenance/machine",
                "/provenance/postgres",
                "/experiment",
                "/experiment/variants/0",
                "/experiment/flush",
                "/experiment/cells/0",
                "/experiment/cells/0/cost",
                "/growth/0",
                "/ratios/0",
                "/verification/0"
            })
    void everyKeyThatIsWrittenIsRequired(String at) throws JsonProcessingException {
        JsonNode json = planted();
        ObjectNode object = (ObjectNode) json.at(at);
        List<String> keys = object.properties().stream().map(Map.Entry::getKey).toList();
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
        "'',                         kind,       '\"run\"'",
        "'',                         version,    2",
        "'',                         started,    '\"yesterday\"'",
        "/experiment,                sizes,      []",
        "/experiment/variants/0,     storage,    '\"schema4\"'",
        "/experiment/variants/0,     integrity,  '\"FOREIGN_KEYS\"'",
        "/experiment/flush,          nanos,      -1",
        "/experiment/cells/0,        question,   '\"LOOK_UP_COMMENT\"'",
        "/experiment/cells/0,        roundNanos, null",
        "/experiment/cells/0/cost,   fullScans,  '\"comments\"'",
        "/growth/0,                  low,        '\"0.9\"'",
        "/ratios/0,                  ratio,      0",
        "/ratios/0,                  pairs,      1",
        "/ratios/0,                  pValue,     1.5",
        "/verification/0,            equal,      null"
    })
    void wrongValueIsRefused(String at, String key, String value) throws JsonProcessingException {
        JsonNode json = planted();

        ((ObjectNode) json.at(at)).set(key, MAPPER.readTree(value));

        assertThat(errors(json)).isNotEmpty();
    }

    @Test
    void everyQuestionHasItsWords() {
        List<String> words = new ArrayList<>();
        definition.at("/$defs/question/enum").forEach(word -> words.add(word.asText()));

        assertThat(words)
                .isEqualTo(Arrays.stream(Question.values()).map(Question::label).toList());
    }

    @Test
    void everyKeyOfTheSchemaIsDescribed() {
        List<String> undescribed = new ArrayList<>();
        forEachKey(definition, "", undescribed);

        assertThat(undescribed).isEmpty();
    }

    private void forEachKey(JsonNode node, String path, List<String> undescribed) {
        node.path("properties").properties().forEach(key -> {
            String reference = key.getValue().path("$ref").asText("#").substring(1);
            if (!key.getValue().has("description")
                    && (reference.isEmpty() || !definition.at(reference).has("description"))) {
                undescribed.add(path + "/" + key.getKey());
            }
        });
        node.properties().forEach(child -> forEachKey(child.getValue(), path + "/" + child.getKey(), undescribed));
    }

    private static JsonNode planted() throws JsonProcessingException {
        return MAPPER.readTree(ExperimentJson.of(new PlantedExperiment().run()));
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
