package dev.flattensync.stress.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.planted.PlantedExperiment;
import dev.flattensync.stress.planted.PlantedRun;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentJsonTest {

    @Test
    void runThatIsReadIsTheOneThatWasWritten() {
        ExperimentRun run = new PlantedExperiment().run();

        assertThat(ExperimentJson.read(ExperimentJson.of(run))).isEqualTo(run);
    }

    @Test
    void runWithDifferingTablesIsReadWithThem() {
        ExperimentRun run = new PlantedExperiment().tampered().run();

        ExperimentRun read = ExperimentJson.read(ExperimentJson.of(run));

        assertThat(read.valid()).isFalse();
        assertThat(read.verification()).isEqualTo(run.verification());
    }

    @Test
    void costThatIsNotKnownIsNull() throws JsonProcessingException {
        ExperimentRun run = new PlantedExperiment()
                .change(cell -> PlantedExperiment.withCost(cell, Optional.empty()))
                .run();

        assertThat(json(run).at("/experiment/cells/0/cost").isNull()).isTrue();
        assertThat(json(run).at("/growth/0/buffersExponent").isNull()).isTrue();
        assertThat(ExperimentJson.read(ExperimentJson.of(run))).isEqualTo(run);
    }

    @Test
    void growthIsStatedPerVariantAndQuestion() throws JsonProcessingException {
        JsonNode json = json(new PlantedExperiment().run());

        JsonNode scanned = find(json.get("growth"), "schema1, no indexes", Question.LOOK_UP_COMMENT);
        JsonNode indexed = find(json.get("growth"), "schema1", Question.LOOK_UP_COMMENT);

        assertThat(scanned.get("latencyExponent").asDouble()).isCloseTo(0.93, within(0.05));
        assertThat(scanned.get("latencyExponentSteps")).hasSize(2);
        assertThat(scanned.get("latencyExponentSteps").get(1).asDouble())
                .isGreaterThan(scanned.get("latencyExponentSteps").get(0).asDouble());
        assertThat(scanned.get("buffersExponent").asDouble()).isCloseTo(1, within(0.05));
        assertThat(indexed.get("latencyExponent").asDouble()).isCloseTo(0, within(0.02));
        assertThat(indexed.get("buffersExponent").asDouble()).isZero();
    }

    @Test
    void ratiosAreOfTheLargestSize() throws JsonProcessingException {
        JsonNode json = json(new PlantedExperiment().run());

        JsonNode lookup = find(json.get("ratios"), "schema2, no indexes", Question.LOOK_UP_COMMENT);

        assertThat(json.get("ratios")).allMatch(ratio -> ratio.get("comments").asLong() == 1_000_000);
        assertThat(lookup.get("pairs").asInt()).isEqualTo(20);
        assertThat(lookup.get("ratio").asDouble())
                .isBetween(lookup.get("low").asDouble(), lookup.get("high").asDouble());
    }

    @Test
    void resultsOfAnotherSimulationAreRefused() {
        String other = ResultsJson.of(PlantedRun.run());

        assertThatThrownBy(() -> ExperimentJson.read(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("expected the results.json of a run of the seed's experiment", "version 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"kind\": \"experiment\", \"version\": 1}"})
    void textThatIsNoResultIsRefused(String text) {
        assertThatThrownBy(() -> ExperimentJson.read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected the results.json of a run of the seed's experiment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"storage\" : \"schema1\"",
                "\"question\" : \"read a user\"",
                "\"started\" : \"2026-01-02T03:04:05Z\""
            })
    void wordThatNobodyKnowsIsRefused(String of) {
        String text = ExperimentJson.of(new PlantedExperiment().run());

        assertThat(text).contains(of);
        assertThatThrownBy(() -> ExperimentJson.read(text.replace(of, of.replaceAll("\"$", "?\""))))
                .isInstanceOf(InvalidInputException.class);
    }

    private static JsonNode find(JsonNode list, String variant, Question question) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(of -> of.get("variant").asText().equals(variant)
                        && of.get("question").asText().equals(question.label()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(ExperimentRun run) throws JsonProcessingException {
        return new ObjectMapper().readTree(ExperimentJson.of(run));
    }
}
