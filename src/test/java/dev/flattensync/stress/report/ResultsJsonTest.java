package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJsonTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);
    private static final long MILLI = 1_000_000;

    @Test
    void runIsIdentified() throws IOException {
        JsonNode json = json(PlantedRun.run());

        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(json.get("simulation").asText()).isEqualTo("PlantedSimulation");
        assertThat(json.get("started").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.get("seed").asLong()).isEqualTo(77);
        assertThat(json.at("/operations/count").asLong()).isEqualTo(12_345);
        assertThat(json.at("/operations/sha256").asText()).isEqualTo("abc123");
        assertThat(json.at("/environment/postgres").asText()).isEqualTo("18.0");
        assertThat(json.at("/environment/changeOrigin").asText()).isEqualTo("emulator, not MongoDB");
    }

    @Test
    void latenciesAreNanosecondsByKind() throws IOException {
        JsonNode edits = json(PlantedRun.run()).at("/plateaus/1/latencyNanos/edit comment");

        assertThat(edits.get("count").asLong()).isEqualTo(490);
        assertThat(edits.get("p50").asLong()).isCloseTo(5 * MILLI, THREE_DIGITS);
        assertThat(edits.get("p95").asLong()).isCloseTo(5 * MILLI, THREE_DIGITS);
        assertThat(edits.get("max").asLong()).isCloseTo(5 * MILLI, THREE_DIGITS);
    }

    @Test
    void percentileOfTooFewSamplesIsNull() throws IOException {
        JsonNode kinds = json(PlantedRun.run()).at("/plateaus/0/latencyNanos");

        assertThat(kinds.at("/edit comment/p99").isNull()).isTrue();
        assertThat(kinds.at("/pull post/p50").isNull()).isTrue();
        assertThat(kinds.at("/all changes/p99.9").isNull()).isTrue();
        assertThat(kinds.at("/pull post/max").asLong()).isCloseTo(40 * MILLI, THREE_DIGITS);
    }

    @Test
    void plateauTellsWhetherItWasSustained() throws IOException {
        JsonNode plateau = json(PlantedRun.run()).at("/plateaus/0");

        assertThat(plateau.get("arm").asText()).isEqualTo("schema1");
        assertThat(plateau.get("ratePerSecond").asDouble()).isEqualTo(250);
        assertThat(plateau.get("due").asLong()).isEqualTo(500);
        assertThat(plateau.get("sustained").asBoolean()).isTrue();
        assertThat(json(PlantedRun.saturated()).at("/plateaus/0/sustained").asBoolean())
                .isFalse();
    }

    @Test
    void comparedStepIsNullIfNoPlateauWasSustained() throws IOException {
        assertThat(json(PlantedRun.run()).get("comparedStep").asInt(-1)).isZero();
        assertThat(json(PlantedRun.saturated()).get("comparedStep").isNull()).isTrue();
    }

    @Test
    void differencesAreNamed() throws IOException {
        JsonNode verification = json(PlantedRun.tampered()).get("verification");

        assertThat(verification.at("/0/equal").asBoolean()).isTrue();
        assertThat(verification.at("/1/equal").asBoolean()).isFalse();
        assertThat(verification.at("/1/differences/0").asText())
                .isEqualTo("table \"posts\": the row {\"title\":\"100 %n\"} is missing");
    }

    @Test
    void gatesTellWhetherTheyWereMet() throws IOException {
        JsonNode gate = json(PlantedRun.run("schema2.pull post.max < 1 ms")).at("/gates/0");

        assertThat(gate.get("gate").asText()).isEqualTo("schema2.pull post.max < 1 ms");
        assertThat(gate.get("met").asBoolean(true)).isFalse();
        assertThat(gate.get("reason").asText()).isEqualTo("found 40.00 ms");
    }

    @Test
    void configurationIsATree() throws IOException {
        JsonNode config = json(PlantedRun.run()).get("config");

        assertThat(config.get("scale").asText()).isEqualTo("small");
        assertThat(config.at("/postgres/url").isNull()).isTrue();
        assertThat(config.get("gates").isArray()).isTrue();
    }

    @Test
    void latestRunIsCopiedBesideTheRunsFolder(@TempDir Path reports) throws IOException {
        Path folder = Files.createDirectory(reports.resolve("planted-1"));
        Files.writeString(reports.resolve("latest.json"), "of the run before");

        ResultsJson.write(PlantedRun.run(), folder);

        assertThat(reports.resolve("latest.json")).hasSameTextualContentAs(folder.resolve("results.json"));
    }

    private static JsonNode json(RunResult run) throws IOException {
        return new ObjectMapper().readTree(ResultsJson.of(run));
    }
}
