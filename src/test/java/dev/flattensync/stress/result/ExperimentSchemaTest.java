package dev.flattensync.stress.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.planted.PlantedExperiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema is the format's definition: what a run writes must keep to it, and nothing else may pass. */
class ExperimentSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonSchemaFile schema = JsonSchemaFile.named("experiment.schema.json");

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
        assertThat(schema.errors(MAPPER.readTree(ExperimentJson.of(run)))).isEmpty();
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
        schema.assertEveryKeyIsRequired(planted(), at);
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
        "/growth/0,                  latencyExponentSteps, 0.9",
        "/ratios/0,                  ratio,      0",
        "/ratios/0,                  pairs,      1",
        "/ratios/0,                  pValue,     1.5",
        "/verification/0,            equal,      null"
    })
    void wrongValueIsRefused(String at, String key, String value) throws JsonProcessingException {
        JsonNode json = planted();

        ((ObjectNode) json.at(at)).set(key, MAPPER.readTree(value));

        assertThat(schema.errors(json)).isNotEmpty();
    }

    @Test
    void everyQuestionHasItsWords() {
        List<String> words = new ArrayList<>();
        schema.definition().at("/$defs/question/enum").forEach(word -> words.add(word.asText()));

        assertThat(words)
                .isEqualTo(Arrays.stream(Question.values()).map(Question::label).toList());
    }

    @Test
    void everyKeyOfTheSchemaIsDescribed() {
        assertThat(schema.undescribed()).isEmpty();
    }

    private static JsonNode planted() throws JsonProcessingException {
        return MAPPER.readTree(ExperimentJson.of(new PlantedExperiment().run()));
    }
}
