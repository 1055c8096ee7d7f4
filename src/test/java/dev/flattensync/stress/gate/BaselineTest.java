package dev.flattensync.stress.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.gate.GateSettings.Inconclusive;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    private static final String HOW = "make one by mvn -q test-compile exec:java@baseline";
    private static final String RULE = "schema1.edit comment.p95 < baseline + 10%";
    private static final GateNames NAMES = new GateNames(
            List.of("schema1", "schema2", "schema3"),
            List.of("edit comment", "pull post", "delete user"),
            List.of(250.0, 300.0));

    @TempDir
    private Path folder;

    @Test
    void fileIsNotReadIfNoRuleNamesIt() {
        assertThat(Baseline.of(settings("schema1.edit comment.p95 < 1.5 x schema2", "schema1.rate > 5/s")))
                .isEmpty();
    }

    @Test
    void missingFileIsRefusedWithHowToMakeOne() {
        assertThatThrownBy(() -> Baseline.of(settings(RULE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "stress.gates.baseline = \"%s\": no such file; allowed is the results.json of a run: %s",
                        file(), HOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{ '            | expected the results.json of a run under load",
                "'{}'            | expected the results.json of a run under load",
                "'{\"version\":3}' | expected the results.json of a run under load",
                "''              | expected the results.json of a run under load"
            })
    void fileThatHoldsSomethingElseIsRefused(String text, String problem) throws IOException {
        Files.writeString(file(), text);

        assertThatThrownBy(() -> Baseline.of(settings(RULE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("stress.gates.baseline = \"" + file() + "\"", problem, HOW);
    }

    @Test
    void fileThatCannotBeReadIsRefused() throws IOException {
        Files.createDirectory(file());

        assertThatThrownBy(() -> Baseline.of(settings(RULE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(file().toString(), "it can't be read", HOW);
    }

    @Test
    void runWithoutResultIsRefused() throws IOException {
        keep(PlantedRun.tampered("a row is missing"));

        assertThatThrownBy(() -> Baseline.of(settings(RULE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(file().toString(), "a run without a result", HOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema3.edit comment.p95 at 250/s < baseline + 10% | has no arm schema3",
                "schema3.rate > baseline - 10%                      | has no arm schema3",
                "schema1.edit comment.p95 < baseline + 10%          | has no plateau of 300/s of schema1",
                "schema1.errors < baseline + 10%                    | has no plateau of 300/s of schema1",
                "schema1.delete user.max at 250/s < 2 x baseline    | has no \"delete user\" on the plateau of 250/s of schema1"
            })
    void ruleOnWhatTheRunDoesNotHoldIsRefused(String rule, String problem) throws IOException {
        keep(PlantedRun.run());

        assertThatThrownBy(() -> Baseline.of(settings(rule)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("stress.gates.rules = \"%s\": allowed is ", rule)
                .hasMessageContainingAll(file().toString(), problem, HOW);
    }

    @Test
    void searchForCapacityHoldsRatesButNoBlocksOfALoad() throws IOException {
        keep(PlantedRun.capacity());

        assertThat(Baseline.of(settings("schema1.rate > baseline - 10%"))).isPresent();
        assertThatThrownBy(() -> Baseline.of(settings("schema1.errors at 250/s < baseline + 10%")))
                .hasMessageContaining("has no plateau of 250/s of schema1");
    }

    @Test
    void whatTheRunHoldsIsRead() throws IOException {
        RunResult kept = PlantedRun.run();
        keep(kept);

        Baseline baseline = Baseline.of(settings(
                        "schema1.edit comment.p95 at 250/s < baseline + 10%",
                        "schema2.all changes.max at 250/s < 2 x baseline",
                        "schema1.wal < 1.1 x baseline",
                        "schema1.rate > baseline - 10%"))
                .orElseThrow();

        assertThat(ResultsJson.of(baseline.run())).isEqualTo(ResultsJson.of(kept));
    }

    @Test
    void runOfTheSameSettingIsComparable() {
        RunResult kept = PlantedRun.run();

        assertThat(new Baseline(file(), kept, List.of(), false)
                        .comparedWith(kept.setting(), false)
                        .differences())
                .isEmpty();
    }

    @Test
    void runOfAnotherSettingIsRefusedWithTheDifferences() {
        RunResult kept = PlantedRun.run();

        assertThatThrownBy(
                        () -> new Baseline(file(), kept, List.of(), false).comparedWith(other(kept.setting()), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(
                        file().toString(),
                        "change log",
                        "emulator, not MongoDB",
                        HOW,
                        "stress.gates.compare-anyway = true");
    }

    @Test
    void runOfAnotherSettingCountsIfThatIsWanted() {
        RunResult kept = PlantedRun.run();

        assertThat(new Baseline(file(), kept, List.of(), false)
                        .comparedWith(other(kept.setting()), true)
                        .differences())
                .singleElement()
                .asString()
                .contains("change log");
    }

    private static RunResult.Setting other(RunResult.Setting setting) {
        return new RunResult.Setting(
                setting.simulation(),
                setting.started(),
                setting.took(),
                "change log",
                setting.embeddedPostgres(),
                setting.rigOnly(),
                setting.provenance(),
                setting.config());
    }

    private Path file() {
        return folder.resolve("baseline.json");
    }

    private void keep(RunResult run) throws IOException {
        Files.writeString(file(), ResultsJson.of(run));
    }

    private GateSettings settings(String... rules) {
        List<Gate> gates = List.of(rules).stream()
                .flatMap(rule -> GateParser.parse(rule, NAMES).stream())
                .toList();
        return new GateSettings(gates, Inconclusive.FAIL, file(), false);
    }
}
