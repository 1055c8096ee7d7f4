package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class ResultsTableTest {

    @Test
    void plateauIsShownForEachArm() {
        assertThat(lines(PlantedRun.run())).contains("schema1 250/s 500 0 sustained", "schema2 250/s 500 0 sustained");
    }

    @Test
    void latenciesAreShownForEachArmAndKind() {
        assertThat(lines(PlantedRun.run()))
                .contains("edit comment schema1 490 2.00 2.00 too few 2.00", "schema2 490 5.00 5.00 too few 5.00")
                .contains("all changes schema1 500 2.00 2.00 too few 40.00");
    }

    @Test
    void tooFewSamplesAreShownAsSuch() {
        assertThat(lines(PlantedRun.run())).contains("pull post schema1 10 too few too few too few 40.00");
    }

    @Test
    void ratiosAreThoseToTheFirstArm() {
        assertThat(lines(PlantedRun.run())).contains("schema2/schema1 x 2.50 x 2.50 -");
    }

    @Test
    void thereIsNoRatioOfTooFewSamples() {
        assertThat(lines(PlantedRun.run())).contains("schema2/schema1 - - -");
    }

    @Test
    void tablesThatDifferAreNamedWithTheirRows() {
        assertThat(lines(PlantedRun.tampered()))
                .contains(
                        "schema1 all tables equal the documents, row by row (1,234 rows)",
                        "schema2 TABLES DIFFER from the documents:")
                .contains("table \"posts\": the row {\"title\":\"100 %n\"} is missing");
    }

    @Test
    void runWhoseTablesDifferHasNoResult() {
        assertThat(lines(PlantedRun.tampered()))
                .anyMatch(line -> line.startsWith("No result: not every table"))
                .noneMatch(line -> line.startsWith("edit comment"));
    }

    @Test
    void gatesAreShownWithWhatWasFound() {
        RunResult run = PlantedRun.run(
                "schema1.pull post.max < 1 s", "schema2.pull post.max < 1 ms", "schema1.edit comment.p95 < 1 s");

        assertThat(lines(run))
                .contains(
                        "gate schema1.pull post.max < 1 s: met (found 40.00 ms)",
                        "gate schema2.pull post.max < 1 ms: NOT MET (found 40.00 ms)",
                        "gate schema1.edit comment.p95 < 1 s: NOT MET (too few samples: 490 of the 2000 needed to decide)");
    }

    @Test
    void operationsAreShownWithDigestSeedAndOrigin() {
        assertThat(lines(PlantedRun.run()))
                .contains("12,345 operations in each arm, digest abc123, seed 77; changes from: emulator, not MongoDB");
    }

    @Test
    void latenciesArePassedOverIfNoPlateauWasSustained() {
        assertThat(lines(PlantedRun.saturated()))
                .contains("schema1 250/s 500 0 not sustained: up to 490 waiting when it ended, +490 over all blocks")
                .anyMatch(line -> line.startsWith("No plateau was sustained by every schema"))
                .noneMatch(line -> line.startsWith("edit comment"));
    }

    @Test
    @DefaultLocale("de-DE")
    void numbersAreWrittenTheSameInEveryCountry() {
        assertThat(lines(PlantedRun.crowded())).contains("edit comment schema1 1,960 2.00 2.00 2.00 2.00");
    }

    /** The lines, with single spaces. */
    private static List<String> lines(RunResult run) {
        return Arrays.stream(ResultsTable.of(run).split("\\R"))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
