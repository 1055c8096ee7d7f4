package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunTextTest {
    private static final int LONGEST_LINE = 155;
    private static final String LATENCIES = "Times in ms";
    private static final String COMPARISON = "Latency as a ratio";
    private static final String CAPACITY = "Capacity of";
    private static final String COSTS = "Costs over";

    @Test
    void plateauIsShownForEachArm() {
        assertThat(lines(PlantedRun.run()))
                .contains("schema1 250/s 250.0/s 3,500 0 valid", "schema2 250/s 250.0/s 4,000 0 valid");
    }

    @Test
    void unsustainablePlateauIsShownWithItsReason() {
        assertThat(lines(PlantedRun.run()))
                .contains(
                        "schema2 500/s 333.3/s 8,000 0 unsustainable: the backlog grew: 66.67% of the offered rate achieved, allowed 99%");
    }

    @Test
    void unsustainablePlateauIsNotCompared() {
        assertThat(lines(PlantedRun.run()))
                .contains("Times in ms at 250 changes/s, the highest plateau that is valid in every arm");
    }

    @Test
    void voidBlockIsShownWithItsReason() {
        assertThat(lines(PlantedRun.run()))
                .containsSequence(
                        "schema1 250/s 250.0/s 3,500 0 valid",
                        "without block 6, void: the generator was late: lag p99 9.0 ms, allowed 5.0 ms");
    }

    @Test
    void voidPlateauIsShownWithItsReasonAndNotCompared() {
        assertThat(lines(PlantedRun.late()))
                .contains(
                        "schema1 250/s 250.0/s 500 0 void: the generator was late: lag p99 9.0 ms, allowed 4.7 ms",
                        "No plateau is valid in every arm, so there are no latencies to compare. Try lower rates: see stress.profiles.")
                .noneMatch(line -> line.startsWith(LATENCIES) || line.startsWith(COMPARISON));
    }

    @Test
    void latenciesArePassedOverIfNoPlateauWasSustained() {
        assertThat(lines(PlantedRun.saturated()))
                .anyMatch(line -> line.startsWith("schema1 250/s 0.0/s 500 0 unsustainable: the backlog grew"))
                .anyMatch(line -> line.startsWith("No plateau is valid in every arm"))
                .noneMatch(line -> line.startsWith(LATENCIES) || line.startsWith(COMPARISON));
    }

    @Test
    void latenciesAndServiceTimesAreShownForEachArmAndKind() {
        assertThat(lines(PlantedRun.run()))
                .containsSequence(
                        "edit comment schema1 2,030 | 1.96 2.08 2.08 2.08 | 1.81 1.93",
                        "schema2 2,320 | 5.00 5.20 5.20 5.20 | 4.85 5.05")
                .contains("all changes schema1 3,500 | 1.96 6.12 39.22 41.60 | 1.81 5.97");
    }

    @Test
    void warmUpIsInNoFigure() {
        assertThat(lines(PlantedRun.run())).noneMatch(line -> line.contains("10000.00"));
    }

    @Test
    void tooFewSamplesAreShownAsSuch() {
        assertThat(lines(PlantedRun.run()))
                .contains("pull post schema1 70 | 39.22 too few too few 41.60 | 39.06 too few");
    }

    @Test
    void lagOfTheGeneratorIsShown() {
        assertThat(lines(PlantedRun.run())).contains("The generator's own lag in schema1, in ms: p50 0.10, p99 0.10.");
    }

    @Test
    void percentileOfFailedChangesIsAtLeastTheTimeOut() {
        assertThat(lines(PlantedRun.failing()))
                .anyMatch(line -> line.matches("pull post schema1 25 \\| >=30000\\.00 too few too few >=30000\\.00 .*"))
                .anyMatch(line ->
                        line.matches("all changes schema1 2,000 \\| 1\\.00 1\\.00 >=30000\\.00 >=30000\\.00 .*"));
    }

    @Test
    void tooFewSamplesAreNotALowerBound() {
        assertThat(lines(PlantedRun.failing()))
                .contains("push comment schema1 10 | too few too few too few >=30000.00 | too few too few");
    }

    @Test
    void differencesThatPairsOfBlocksShowAreNamed() {
        assertThat(lines(PlantedRun.run()))
                .contains(
                        "edit comment schema2 p50 x 2.53 2.42 to 2.65 7 slower",
                        "insert post schema2 p50 x 0.51 0.48 to 0.53 7 faster",
                        "push comment schema2 p50 x 1.01 0.97 to 1.06 7 no difference shown");
    }

    @Test
    void nothingIsSaidOfTooFewPairs() {
        assertThat(lines(PlantedRun.rounds(2)))
                .contains("edit comment schema2 p50 x 2.52 2.18 to 2.91 3 too few pairs")
                .noneMatch(line -> line.endsWith(" slower") || line.endsWith(" faster"));
    }

    @Test
    void percentilesThatCannotBeComparedAreCounted() {
        assertThat(lines(PlantedRun.run()))
                .contains("Left out: 9 of 15 percentiles, which too few blocks have the samples for.")
                .noneMatch(line -> line.startsWith("pull post schema2"));
    }

    @Test
    void oneVoidBlockOfTwoLeavesNothingToCompare() {
        assertThat(lines(PlantedRun.rounds(1)))
                .contains(
                        "No two pairs of blocks have the samples that a percentile needs, so nothing can be compared.");
    }

    @Test
    void oneArmIsNotCompared() {
        assertThat(lines(PlantedRun.oneArm()))
                .anyMatch(line -> line.startsWith(LATENCIES))
                .noneMatch(line -> line.startsWith(COMPARISON));
    }

    @Test
    void costsAreThoseOfAChange() {
        assertThat(lines(PlantedRun.run()))
                .contains("schema1 | 1,200 1.00 1.50 1.00 0.50 -0.25 | 0.50 0.25 | 640 KiB 96.0 KiB | 56 ms 1.8%");
    }

    @Test
    void costsThatCouldNotBeHadAreADash() {
        assertThat(lines(PlantedRun.run())).contains("schema2 | 23,456 - - - - - | - - | 1.5 GiB 250 MiB | - -");
    }

    @Test
    void capacityIsShownWithItsProbes() {
        assertThat(lines(PlantedRun.capacity()))
                .contains(
                        "Capacity of schema1: sustains 354 changes/s, does not sustain 421 changes/s",
                        "Converged: 354 changes/s sustained, 421 changes/s not, each seen in 2 probes.",
                        "1 rise 250/s 250/s 2.00 2.00 sustained",
                        "4 bisect 421/s 296/s 420.22 799.01 unsustainable: the backlog grew: 70.38% of the offered rate achieved, allowed 99%",
                        "5 confirm 354/s 354/s 2.00 2.00 sustained");
    }

    @Test
    void capacityThatWasNotFoundSaysSo() {
        assertThat(lines(PlantedRun.capacity()))
                .contains("Capacity of schema2: sustains 1000 changes/s; its limit was not found");
    }

    @Test
    void searchForCapacityHasNoPlateausToCompare() {
        assertThat(lines(PlantedRun.capacity()))
                .noneMatch(line -> line.startsWith("Load:") || line.startsWith("No plateau"))
                .anyMatch(line -> line.startsWith("12,345 operations in schema1, digest"));
    }

    @Test
    void tablesThatDifferAreNamedWithTheirRows() {
        assertThat(lines(PlantedRun.tampered("table \"posts\": the row {\"title\":\"100 %n\"} is missing")))
                .containsSequence(
                        "equal schema1: all tables equal the documents, row by row (1,234 rows)",
                        "DIFFERENT schema2: tables differ from the documents:",
                        "table \"posts\": the row {\"title\":\"100 %n\"} is missing");
    }

    static Stream<RunResult> runsWithoutResult() {
        return Stream.of(
                PlantedRun.tampered("a row is missing"), PlantedRun.tamperedCapacity(), PlantedRun.unverified());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runsWithoutResult")
    void runWhoseTablesDifferHasNoFigures(RunResult run) {
        assertThat(lines(run))
                .anyMatch(line -> line.startsWith("No result: tables differ from the documents or were not compared"))
                .noneMatch(line -> Stream.of("Load:", LATENCIES, COMPARISON, CAPACITY, COSTS)
                        .anyMatch(line::startsWith))
                .noneMatch(line -> line.contains("/s "));
    }

    @Test
    void tablesThatNobodyComparedAreNamed() {
        assertThat(lines(PlantedRun.unverified()))
                .contains("NOT COMPARED schema2: tables not compared with the documents");
    }

    @Test
    void checksThatFailedStandBelowTheTablesWithTheirProblem() {
        RunResult run = PlantedRun.checked(
                PlantedRun.tampered("a row is missing"),
                new CheckOutcome("every change done", Optional.empty()),
                new CheckOutcome("schema2: tables equal", Optional.of("a row is missing")),
                new CheckOutcome("schema2: no other writer", Optional.of("3 rows\u001b more " + "x".repeat(1_000))));

        assertThat(lines(run))
                .containsSubsequence(
                        "DIFFERENT schema2: tables differ from the documents:",
                        "FAIL schema2: no other writer: 3 rows\\u{1b} more " + "x".repeat(127) + "...")
                .noneMatch(line -> line.contains("every change done") || line.contains("schema2: tables equal"));
    }

    @Test
    void gatesAreNotJudgedByFiguresOfARunWithoutResult() {
        assertThat(lines(PlantedRun.tampered("a row is missing", "schema1.pull post.max < 1 s")))
                .contains("not judged schema1.pull post.max < 1 s, since there is no result");
    }

    @Test
    void hostileTextStaysOnItsLine() {
        String difference = "table \"posts\": the row {\"title\":\"\u001b[2J\r\n\u009b\u202e\u2028 %s %n\"} is missing";

        assertThat(lines(PlantedRun.tampered(difference)))
                .contains(
                        "table \"posts\": the row {\"title\":\"\\u{1b}[2J\\u{d}\\u{a}\\u{9b}\\u{202e}\\u{2028} %s %n\"} is missing");
    }

    @Test
    void hostileTextCanNotBringColoursWhereOursWork() {
        RunResult run = PlantedRun.tampered("\u001b[31mred\u001b[0m @|red markup|@", "schema1.pull post.max < 1 s");

        String text = RunText.of(run, Map.of("figures", Path.of("reports\u001b[2J")), true);

        assertThat(text)
                .contains("\u001b[32mequal\u001b[", "\u001b[1mVerdict\u001b[")
                .contains("\\u{1b}[31mred\\u{1b}[0m @|red markup|@", "reports\\u{1b}[2J")
                .doesNotContain("\u001b[31mred", "\u001b[2J");
        assertThat(withoutStyles(text))
                .as("the words are the same")
                .isEqualTo(RunText.of(run, Map.of("figures", Path.of("reports\u001b[2J")), false));
    }

    @Test
    void outcomesOfGatesHaveColoursOfTheirOwn() {
        RunResult run = PlantedRun.run(
                "schema1.pull post.max < 1 s", "schema2.pull post.max < 1 ms", "schema1.pull post.p95 < 1 s");

        assertThat(RunText.of(run, Map.of(), true))
                .contains(
                        "\u001b[32mpass\u001b[0m",
                        "\u001b[1m\u001b[31mFAIL\u001b[0m",
                        "\u001b[33minconclusive\u001b[0m");
    }

    @Test
    void withoutColoursThereIsNoEscapeCode() {
        assertThat(text(PlantedRun.run("schema1.pull post.max < 1 s"))).doesNotContain("\u001b");
    }

    @Test
    void verdictAndFilesStandLast() {
        String text = RunText.of(PlantedRun.run(), Map.of("page", Path.of("reports", "run", "comparison.html")), false);

        assertThat(text.substring(text.indexOf("Verdict")))
                .contains("schema2 is slower than schema1 at 250 changes/s")
                .endsWith("  page     " + Path.of("reports", "run", "comparison.html") + System.lineSeparator());
    }

    @Test
    void longTextIsCut() {
        assertThat(lines(PlantedRun.tampered("\uD83D\uDE00".repeat(10_000))))
                .contains("\uD83D\uDE00".repeat(140) + "...");
    }

    @Test
    void rigAloneHasFiguresButNothingIsSaidOfSchemas() {
        assertThat(lines(PlantedRun.rigOnly()))
                .startsWith(
                        "",
                        "The rig alone: this sync keeps no tables. The figures are the rig's, not those of a schema.")
                .anyMatch(line -> line.startsWith(LATENCIES))
                .noneMatch(line -> line.startsWith(COMPARISON))
                .noneMatch(line -> line.contains("tables equal") || line.contains("NOT COMPARED"));
    }

    @Test
    void gatesAreShownWithWhatWasFound() {
        RunResult run = PlantedRun.run(
                "schema1.pull post.max < 1 s", "schema2.pull post.max at 250/s < 1 ms", "schema1.pull post.p95 < 1 s");

        assertThat(lines(run))
                .contains(
                        "pass schema1.pull post.max < 1 s: found 41.60 ms, without 1 void block, in it 49.80 ms",
                        "FAIL schema2.pull post.max at 250/s < 1 ms: found 41.60 ms",
                        "inconclusive schema1.pull post.p95 < 1 s: too few samples: 140 of the 2,000 needed to decide");
    }

    @Test
    void unfinishedChangesAreShown() {
        assertThat(lines(PlantedRun.unfinished())).contains("changes that were due and never done: 1");
        assertThat(lines(PlantedRun.run())).noneMatch(line -> line.contains("never done"));
    }

    @Test
    void operationsAreShownWithDigestSeedAndOrigin() {
        assertThat(lines(PlantedRun.run()))
                .anyMatch(
                        line -> line.matches(
                                "12,345 operations in each arm, digest [0-9a-f]{64}, seed 77; changes from: emulator, not MongoDB"));
    }

    @Test
    void sourceAndMachineAreShown() {
        assertThat(lines(PlantedRun.run()))
                .contains("commit 0123456789 with changes; PostgreSQL 18.0, JDK 17.0.15+6, 2 cores, Linux 6.1.0");
    }

    static Stream<RunResult> runs() {
        return Stream.of(
                PlantedRun.run("schema1.pull post.max < 1 s"),
                PlantedRun.sameSchemaTwice(),
                PlantedRun.failing(),
                PlantedRun.tampered("x".repeat(1_000)),
                PlantedRun.capacity());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    void linesFitOnAScreen(RunResult run) {
        assertThat(text(run).lines()).allMatch(line -> line.length() <= LONGEST_LINE);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    void columnsAreAligned(RunResult run) {
        assertThat(text(run)
                        .lines()
                        .filter(line -> line.chars().filter(sign -> sign == '|').count() == 2)
                        .map(line -> line.indexOf('|') + " " + line.lastIndexOf('|'))
                        .distinct())
                .hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("runs")
    @DefaultLocale("de-DE")
    void numbersHaveNoCommaForAPointInGermany(RunResult run) {
        assertThat(text(run)).doesNotContainPattern("\\d,\\d\\d?(?!\\d)|\\d\\.\\d{3}(?!\\d)");
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void numbersHaveLatinDigitsInEgypt() {
        assertThat(text(PlantedRun.run())).contains("2,030").doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    }

    private static String withoutStyles(String text) {
        return text.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static String text(RunResult run) {
        return RunText.of(run);
    }

    /** The lines, with single spaces. */
    private static List<String> lines(RunResult run) {
        return Arrays.stream(text(run).split(System.lineSeparator()))
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
