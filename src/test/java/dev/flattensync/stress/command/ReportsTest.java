package dev.flattensync.stress.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {
    private static final String BEFORE = "2026-01-02T03:04:05Z";
    private static final String AFTER = "2026-01-03T03:04:05Z";

    @TempDir
    private Path reports;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path before;
    private Path after;

    @BeforeEach
    void twoRuns() throws IOException {
        before = run("before", PlantedRun.run(), BEFORE);
        after = run("after it", PlantedRun.run(), AFTER);
    }

    @Test
    void comparisonSaysWhereItIsAndItsVerdict() throws IOException {
        assertThat(reports("compare", before.toString(), after.toString())).isZero();

        Path page = reports.resolve("comparison-before-after-it/comparison.html");
        assertThat(out.toString())
                .contains("schema1: No difference is shown between before and after it at 500 changes/s")
                .contains("schema2: No difference is shown")
                .endsWith("The comparison is in %s%n".formatted(page));
        assertThat(err.toString()).isEmpty();
        assertThat(page).content().contains("<h1>before against after it</h1>");
        assertThat(reports.resolve("index.html")).content().contains("comparison-before-after-it/comparison.html");
    }

    @Test
    void runsAreFoundByFileByFolderByNameInReportsAndAsLatestAndBaseline() throws IOException {
        Files.copy(after, reports.resolve("latest.json"));
        Files.copy(before, reports.resolve("baseline.json"));

        assertThat(reports("compare", before.getParent().toString(), "after it"))
                .isZero();
        assertThat(reports("compare", "baseline", "latest")).isZero();
        assertThat(reports.resolve("comparison-baseline-latest")).exists();
    }

    @Test
    void namesAndFolderAreAsAsked() {
        Path output = reports.resolve("my page");

        assertThat(reports(
                        "compare",
                        "--name",
                        "main",
                        "--name",
                        "<b>mine",
                        "--output",
                        output.toString(),
                        "before",
                        "after it"))
                .isZero();

        assertThat(output.resolve("comparison.html"))
                .content()
                .contains("&lt;b&gt;mine")
                .doesNotContain("<b>mine");
    }

    @Test
    void gatlingsFolderIsKnownByTheMomentOfItsRunAndNamesDiffer() throws IOException {
        run("mixedeventstreamsimulation-20260102030405123", PlantedRun.run(), "2026-01-04T00:00:00Z");
        Path same =
                run("elsewhere/mixedeventstreamsimulation-20260102030405123", PlantedRun.run(), "2026-01-05T00:00:00Z");

        assertThat(reports("compare", "mixedeventstreamsimulation-20260102030405123", same.toString()))
                .isZero();

        assertThat(out.toString()).contains("2026-01-02 03:04:05 and 2026-01-02 03:04:05 (2) at");
    }

    @Test
    void runsThatCannotBeComparedAreRefusedUnlessTheyAreComparedAnyway() throws IOException {
        Path other = changed("other", after, "\"cores\" : 2", "\"cores\" : 4");

        assertThat(reports("compare", "before", "other")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("other can't be compared with before: cores: 2 there, 4 here; "
                        + "--compare-anyway does it all the same, and says so on the page%n".formatted());
        assertThat(out.toString()).isEmpty();

        assertThat(reports("compare", "--compare-anyway", "before", other.toString()))
                .isZero();
        assertThat(out.toString()).contains("Caution: other against before: cores: 2 there, 4 here");
        assertThat(reports.resolve("comparison-before-other/comparison.html"))
                .content()
                .contains("other against before: cores: 2 there, 4 here");
    }

    @Test
    void runWithoutResultOfTheRigAloneOrWithNothingInCommonIsRefused() throws IOException {
        run("tampered", PlantedRun.tampered("a row is missing"), AFTER);
        run("rig", PlantedRun.rigOnly(), AFTER);
        run("noise", PlantedRun.sameSchemaTwice(), AFTER);

        for (String bad : List.of("tampered", "rig", "noise")) {
            assertThat(reports("compare", "before", bad)).isEqualTo(1);
        }
        assertThat(err.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(
                                        "the run has no result: tables differ from the documents or were not compared"),
                        line -> assertThat(line).contains("it is of the rig alone"),
                        line -> assertThat(line).startsWith("expected runs with an arm in common: found before with"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[1]",
                "{}",
                "{\"version\": 3}",
                "{\"version\": 3, \"simulation\": ",
                "{\"version\": 2, \"simulation\": \"Old\"}",
                "{\"version\": 1, \"kind\": \"experiment\"}",
                "{\"version\": 9, \"kind\": \"\\u001b[2J\\nsecond line\"}"
            })
    void whatCannotBeReadIsRefusedInOneSentence(String text) throws IOException {
        Files.writeString(after, text);

        assertThat(reports("compare", "before", "after it")).isEqualTo(1);
        assertThat(reports("baseline", "after it")).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith(after + " can't be used: "));
        assertThat(err.toString()).doesNotContain("\u001b");
        assertThat(reports.resolve("baseline.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"config\" : |\"config\" : 7, \"was\" : ",
                "\"arms\" : [|\"arms\" : [ {}, ",
                "\"plateaus\" : [|\"plateaus\" : [ null, ",
                "\"started\" : \"|\"started\" : \"a ",
                "\"provenance\" : |\"provenance\" : null, \"was\" : "
            })
    void fileThatIsBrokenAnywhereIsRefusedInOneSentence(String broken) throws IOException {
        String[] parts = broken.split("\\|");
        changed("after it", after, parts[0], parts[1]);

        assertThat(reports("compare", "before", "after it")).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).allMatch(line -> line.startsWith(after + " can't be used: "));
    }

    @Test
    void mistakesInTheCommandAreOneSentence() {
        assertThat(reports("compare", "before")).isEqualTo(1);
        assertThat(reports("compare", "before", "nowhere")).isEqualTo(1);
        assertThat(reports("compare", "before", "before")).isEqualTo(1);
        assertThat(reports("compare", "--name", "one", "before", "after it")).isEqualTo(1);
        assertThat(reports("compare", "--name", "one", "--name", "one", "before", "after it"))
                .isEqualTo(1);
        assertThat(reports("compare", "--nonsense", "before", "after it")).isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "expected two to 6 runs to compare, for a page tells no more apart: found 1",
                        "nowhere: no such run; expected a results.json, a folder that holds one, latest or baseline",
                        "before (2) is the same run as one before it: a run can't be compared with itself",
                        "expected a --name for each of 2 runs or for none, found 1",
                        "--name \"one\": expected another name for each run",
                        "Unknown option: '--nonsense'; \"compare --help\" tells what is allowed");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void pageOfSomebodyElseIsNotOverwritten() throws IOException {
        Path theirs = reports.resolve("theirs/comparison.html");
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "<p>mine</p>");

        assertThat(reports("compare", "--output", theirs.getParent().toString(), "before", "after it"))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith(theirs + " is there already and was not made here");
        assertThat(theirs).hasContent("<p>mine</p>");
    }

    @Test
    void pageOfTheSameCommandIsReplaced() {
        assertThat(reports("compare", "before", "after it")).isZero();
        assertThat(reports("compare", "before", "after it")).isZero();
    }

    @Test
    void runWhoseChecksFailedIsNoBaseline() throws IOException {
        RunResult doubtful = PlantedRun.checked(
                PlantedRun.run(), new CheckOutcome("every change done", Optional.of("3 changes were never done")));
        Files.writeString(
                Files.createDirectories(reports.resolve("doubtful")).resolve("results.json"), ResultsJson.of(doubtful));

        assertThat(reports("baseline", "doubtful")).isEqualTo(1);
        assertThat(reports.resolve("baseline.json")).doesNotExist();
    }

    @Test
    void baselineIsACopyAndTellsWhatItHolds() throws IOException {
        Files.copy(before, reports.resolve("latest.json"));

        assertThat(reports("baseline")).isZero();

        assertThat(reports.resolve("baseline.json")).hasSameTextualContentAs(before);
        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" {2,}", " ")))
                .contains(
                        "arms schema1, schema2",
                        "plateau schema1 at 250 changes/s: valid",
                        "plateau schema2 at 500 changes/s: unsustainable",
                        "machine 2 cores, CPU not known, memory 8.0 GiB, Linux amd64",
                        "commit 0123456789abcdef0123456789abcdef01234567, with changes that no commit has",
                        "Commit it, so that everyone compares with the same run: git add "
                                + reports.resolve("baseline.json"));
        assertThat(reports).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void searchForCapacityCanBeABaselineAndReplacesTheOneBefore() throws IOException {
        run("search", PlantedRun.capacity(), AFTER);
        assertThat(reports("baseline", "before")).isZero();

        assertThat(reports("baseline", "search")).isZero();

        assertThat(out.toString()).contains("schema1: 354 changes/s sustained");
        assertThat(reports.resolve("baseline.json")).hasSameTextualContentAs(reports.resolve("search/results.json"));
    }

    @Test
    void runWithoutResultIsNoBaseline() throws IOException {
        run("tampered", PlantedRun.tampered("a row is missing"), AFTER);
        assertThat(reports("baseline", "before")).isZero();

        assertThat(reports("baseline", "tampered")).isEqualTo(1);

        assertThat(reports.resolve("baseline.json")).hasSameTextualContentAs(before);
    }

    @Test
    void indexSaysWhereItIs() {
        assertThat(reports("index")).isZero();

        assertThat(out.toString()).isEqualTo("All runs are listed in %s%n".formatted(reports.resolve("index.html")));
        assertThat(reports.resolve("index.html")).exists();
    }

    private int reports(String... arguments) {
        return Reports.run(reports, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path run(String folder, RunResult run, String started) throws IOException {
        Path file = Files.createDirectories(reports.resolve(folder)).resolve("results.json");
        return Files.writeString(file, ResultsJson.of(run).replaceFirst(BEFORE, started));
    }

    private Path changed(String folder, Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Path changed = Files.createDirectories(reports.resolve(folder)).resolve("results.json");
        return Files.writeString(changed, text.replace(from, to));
    }
}
