package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedGate;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final String GATE = "schema1.edit comment.p95 < 20 ms";
    private static final int MEBIBYTE = 1 << 20;

    /** Nothing is known above the highest rate that was offered. */
    @Test
    void rateWithoutAnUpperEndIsAtLeastThat() {
        assertThat(Summary.of(PlantedRun.run("schema1.rate >= 250/s"), "planted-1"))
                .contains("at least 500 /s");
    }

    @Test
    void gatesHaveAWordASignAndTheirFigure() {
        assertThat(lines(PlantedRun.judged(
                        PlantedGate.passed(GATE), PlantedGate.failed(GATE), PlantedGate.inconclusive(GATE))))
                .containsSequence(
                        "| | outcome | gate | found | reason |",
                        "|---|---|---|---|---|",
                        "| ✅ | pass | schema1.edit comment.p95 &lt; 20 ms | 12.5 ms (11.5 to 14.5) | found 12.50 ms |",
                        "| ❌ | fail | schema1.edit comment.p95 &lt; 20 ms (2) | 25 ms (24 to 27) | found 25.00 ms |",
                        "| ❔ | inconclusive | schema1.edit comment.p95 &lt; 20 ms (3) | – | too few samples: 7 of the 2000 needed to decide |");
    }

    @Test
    void runWithoutGatesHasNoTableOfThem() {
        assertThat(lines(PlantedRun.run())).doesNotContain("### Gates");
    }

    @Test
    void latenciesAreOfTheComparedPlateauWithWhatMayBeSaidOfThem() {
        List<String> lines = lines(PlantedRun.run());

        assertThat(lines)
                .contains(
                        "### Latency in ms at 250 changes/s, from the moment a change was due until its rows were committed",
                        "| change | arm | count | p50 | p95 | p99 | max | against schema1, with 95% interval |",
                        "|---|---|---|---|---|---|---|---|");
        assertThat(row(lines, "edit comment", "schema1"))
                .matches("\\| .* \\| .* \\| [\\d,]+( \\| [\\d.]+){4} \\|  \\|");
        assertThat(row(lines, "edit comment", "schema2"))
                .containsPattern("p50 x 2\\.\\d+ \\(2\\.\\d+ to 2\\.\\d+\\) \\*\\*slower\\*\\*; p95 x ");
        assertThat(row(lines, "insert post", "schema2")).contains("**faster**");
        assertThat(row(lines, "pull post", "schema1")).contains("| too few |");
        assertThat(row(lines, "pull post", "schema2")).doesNotContain("**");
        assertThat(row(lines, "all changes", "schema2")).contains("**slower**");
    }

    @Test
    void oneArmIsComparedWithNothing() {
        assertThat(lines(PlantedRun.oneArm()))
                .contains("| change | arm | count | p50 | p95 | p99 | max |", "|---|---|---|---|---|---|---|");
    }

    @Test
    void percentileOfChangesThatFailedIsAtLeastTheirTimeOut() {
        assertThat(row(lines(PlantedRun.failing()), "pull post", "schema1")).contains("| ≥ 30,000 |");
    }

    @Test
    void runWithoutAResultHasNoFigures() {
        List<String> lines = lines(PlantedRun.tampered("table \"posts\": a row is missing", GATE));

        assertThat(lines)
                .contains(
                        "- ❌ schema2: tables equal: table \"posts\": a row is missing",
                        "| ➖ | not judged | schema1.edit comment.p95 &lt; 20 ms | – | not judged, since there is no result |")
                .noneMatch(line -> line.startsWith("| change"));
        assertThat(lines.get(2)).startsWith("No result: ");
    }

    @Test
    void runThatPassedItsChecksDoesNotTellThem() {
        assertThat(Summary.of(PlantedRun.run(), "planted-1")).doesNotContain("Checks that failed", "❌");
    }

    @Test
    void checksThatFailedStandBelowTheVerdict() {
        List<String> lines = lines(PlantedRun.checked(
                PlantedRun.run(),
                new CheckOutcome("every change done", Optional.empty()),
                new CheckOutcome("schema1: no other writer", Optional.of("3 rows more"))));

        assertThat(lines)
                .containsSubsequence(
                        "**Checks that failed:**",
                        "- ❌ schema1: no other writer: 3 rows more",
                        "| change | arm | count | p50 | p95 | p99 | max | against schema1, with 95% interval |")
                .noneMatch(line -> line.contains("every change done"));
        assertThat(lines.get(2)).startsWith("Checks failed, so the figures are in doubt: schema1: no other writer.");
    }

    @Test
    void searchForCapacityTellsWhatItFound() {
        assertThat(Summary.of(PlantedRun.capacity(), "planted-1"))
                .contains("sustains 354 changes/s, does not sustain 421 changes/s")
                .contains("12,345 operations in schema1;");
    }

    @Test
    void whatRanAndWhereTheFilesAreIsTold() {
        assertThat(Summary.of(PlantedRun.run(), "planted-1"))
                .startsWith("## PlantedSimulation\n\n")
                .contains(
                        "<sub>commit 0123456789abcdef0123456789abcdef01234567-dirty; seed 77; 12,345 operations in each arm; ",
                        "; PostgreSQL 18.0; JDK 17.0.15+6; 2 cores; Linux 6.1.0; started 2026-01-02T03:04:05Z; took 90 s</sub>",
                        "In the folder `reports/planted-1`: ");
        assertThat(Summary.of(PlantedRun.withoutCommit(), "planted-1")).contains("<sub>no git commit known; ");
    }

    @Test
    void textIsTextWhateverItHolds() {
        String hostile = "a|b\n# c <img src=x> [d](e) `f` **g**";
        String shown = "a\\|b \\# c &lt;img src=x&gt; \\[d\\](e) \\`f\\` \\*\\*g\\*\\*";

        assertThat(lines(PlantedRun.judged(PlantedGate.failed(hostile))))
                .contains("| ❌ | fail | %s | 25 ms (24 to 27) | found 25.00 ms |".formatted(shown));
        assertThat(lines(PlantedRun.tampered(hostile)))
                .contains("- ❌ schema2: tables equal: " + shown.replace("b ", "b\\\\u{a}"));
    }

    @Test
    void summaryIsNeverLargerThanGithubTakes() {
        GateVerdict gate = new GateVerdict(
                "&".repeat(10_000),
                GateVerdict.Outcome.FAIL,
                PlantedGate.failed("").found(),
                1,
                "ms",
                "<".repeat(10_000));

        CheckOutcome check = new CheckOutcome("&".repeat(10_000), Optional.of("<".repeat(10_000)));
        RunResult run = PlantedRun.checked(
                PlantedRun.judged(Collections.nCopies(5_000, gate).toArray(GateVerdict[]::new)),
                Collections.nCopies(5_000, check).toArray(CheckOutcome[]::new));

        String summary = Summary.of(run, "planted-1");

        assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MEBIBYTE);
        assertThat(summary)
                .contains(
                        "4,800 more gates are in `results.json`.",
                        "4,800 more checks that failed are in `results.json`.");
    }

    private static List<String> lines(RunResult run) {
        return Summary.of(run, "planted-1").lines().toList();
    }

    private static String row(List<String> lines, String kind, String arm) {
        return lines.stream()
                .filter(line -> line.startsWith("| %s | %s |".formatted(kind, arm)))
                .findFirst()
                .orElseThrow();
    }
}
