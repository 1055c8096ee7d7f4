package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.planted.PlantedExperiment;
import dev.flattensync.stress.result.ExperimentJson;
import dev.flattensync.stress.result.ExperimentRun;
import dev.flattensync.stress.verify.TableComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FindingsReportTest {
    @TempDir
    private Path folder;

    static List<Predicate<Variant>> missing() {
        return List.of(
                variant -> false,
                variant -> variant.indexes() == Indexes.NONE,
                variant -> variant.integrity() != Integrity.APPLICATION,
                variant -> variant.storage() == Storage.SCHEMA1,
                variant -> variant.storage() != Storage.SCHEMA2,
                variant -> variant.storage() != Storage.JSONB);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("missing")
    void pageIsWellFormedWhateverIsMissing(Predicate<Variant> missing) throws IOException {
        String page = page(new PlantedExperiment().without(missing).run());

        tablesAreWellFormed(page);
        assertThat(page).doesNotContain("{{", "{%", "null", "Optional");
    }

    @Test
    void answerComesFirst() throws IOException {
        String page = page(new PlantedExperiment().run());

        assertThat(page.indexOf("Among 1,000,000 comments, to look one up by its positions takes 138 ms (schema1)"))
                .isBetween(0, page.indexOf("![Median latency"));
        assertThat(page)
                .contains("With indexes, schema2 against schema1: a lookup is 4.41 times as fast")
                .contains(
                        "For \"the configured mix (stress.mix)\" the cheapest flat schemas are schema1 and schema3 (no difference shown); schema2 costs x")
                .contains("the rows it writes are 200 in schema1 and 10,100 in schema2")
                .contains("Of the original experiment's 5 claims, 4 hold only under a condition and 1 does not hold.");
    }

    @Test
    void figuresAreThoseOfTheRun() throws IOException {
        assertThat(page(new PlantedExperiment().run()))
                .contains("| look up a comment | 138 / 145 | 195 / 204 |")
                .contains("| edit a comment: schema1 against schema1, rewritten | x 100 | x 200 (196 to 203) |")
                .contains("| insert a post at 0 | schema2 | 10,100 | 10,100 | 40,412 | 1.2 MiB, 101 page images |  |")
                .contains("| settings | scale = seed, rounds = 20, users = \\[1, 10, 100\\] |")
                .contains("| commit | 0123456789abcdef0123456789abcdef01234567 |")
                .contains("| memory | 8.0 GiB, heap up to 4.0 GiB |")
                .contains("![Median latency of each question", "](charts/median-latency.svg)");
    }

    @Test
    void ratioToARewriteIsTakenApart() throws IOException {
        assertThat(page(new PlantedExperiment().run()))
                .containsPattern(
                        "In schema1 an edit takes 0\\.5\\d+ ms, of which a commit 0\\.350 ms; a rewrite takes 109 ms, longer than to delete a user \\(18.7 ms\\) and to insert one \\(65.5 ms\\), together 84.1 ms")
                .containsPattern("To be 100 times as fast an edit would have to take 1\\.09 ms\\.");
        assertThat(page(new PlantedExperiment()
                        .without(variant -> variant.upkeep() == Upkeep.REWRITE)
                        .run()))
                .doesNotContain("an edit would have to take");
    }

    /** A lookup that does not differ by the page's rule is not called fast, even if its interval excludes 1. */
    @Test
    void answerGoesByTheRuleOfThePage() throws IOException {
        String page = page(new PlantedExperiment()
                .times(4.41 * 1.06, "schema2", Question.LOOK_UP_COMMENT)
                .run());

        assertThat(page)
                .containsPattern(
                        "schema2 against schema1: a lookup is (as long to within a tenth|not shown to differ by a tenth), x 1\\.0")
                .contains("no difference in lookups of a comment shown");
    }

    @Test
    void fullScanInSpiteOfIndexesStandsOut() throws IOException {
        ExperimentRun flipped = new PlantedExperiment()
                .change(cell -> cell.variant().equals("schema1") && cell.question() == Question.DELETE_USER
                        ? scanning(cell, "comments")
                        : cell)
                .run();

        String page = page(flipped);

        assertThat(page)
                .contains("**PostgreSQL read whole tables in spite of their indexes** at 1,000,000 comments:")
                .contains("- **schema1**, delete a user: full scan of comments")
                .contains("**FULL SCAN: comments**");
        assertThat(page(new PlantedExperiment().run()))
                .doesNotContain("FULL SCAN", "in spite of their indexes**")
                .contains("is in bold: there is none.");
    }

    @Test
    void namesThatLookLikeMarkdownOrHtmlAreText() throws IOException {
        ExperimentRun hostile = new PlantedExperiment()
                .change(cell -> scanning(cell, "a|b<img src=x>\n**c**"))
                .run();

        String page = page(hostile);

        tablesAreWellFormed(page);
        assertThat(page).contains("a\\|b&lt;img src=x&gt; \\*\\*c\\*\\*").doesNotContain("<img");
    }

    @Test
    void percentileOfTooFewSamplesIsTheHighest() throws IOException {
        ExperimentRun few = new PlantedExperiment()
                .change(cell -> new Cell(
                        cell.comments(),
                        cell.variant(),
                        cell.question(),
                        3,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        9_000_000_000L,
                        List.of(2_000_000L, 4_000_000L, 3_000_000L),
                        Optional.empty()))
                .run();

        assertThat(page(few)).contains("| look up a comment | 3 / max 9,000 | 3 / max 9,000 |", "Not measured.");
    }

    @Test
    void runOfOneSizeSaysNothingOfGrowth() throws IOException {
        ExperimentRun run = new PlantedExperiment().run();
        ExperimentResult largest = new ExperimentResult(
                run.result().variants(),
                List.of(1_000_000L),
                run.result().cells().stream()
                        .filter(cell -> cell.comments() == 1_000_000)
                        .toList(),
                run.result().flush());
        Map<String, TableComparison.Outcome> verified = run.verification().entrySet().stream()
                .filter(tables -> tables.getKey().endsWith(", 1000000"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        String page = page(new ExperimentRun(run.setting(), run.seed(), largest, verified));

        assertThat(page)
                .contains(
                        "Not measured: there is but one size.",
                        "| Delete: I guess logN complexity | **not measured** |")
                .doesNotContain("latency-by-size.svg");
        assertThat(folder.resolve("charts/latency-by-size.svg")).doesNotExist();
    }

    @Test
    void sameResultsMakeTheSameFiles() throws IOException {
        String page = page(new PlantedExperiment().run());
        String chart = Files.readString(folder.resolve("charts/median-latency.svg"));

        assertThat(page(new PlantedExperiment().run())).isEqualTo(page).doesNotContain("\r");
        assertThat(folder.resolve("charts/median-latency.svg")).hasContent(chart);
    }

    @Test
    @DefaultLocale("de-DE")
    void countryOfTheReaderDoesNotMatter() throws IOException {
        assertThat(page(new PlantedExperiment().run())).contains("| look up a comment | 0.397 / 0.411 |");
    }

    @Test
    void runWithDifferingTablesIsRefused() throws IOException {
        Path json = folder.resolve("results.json");
        Files.writeString(
                json, ExperimentJson.of(new PlantedExperiment().tampered().run()));

        assertThatThrownBy(() -> FindingsReport.write(json, folder.resolve("FINDINGS.md"), folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(json.toString(), "expected a valid run");
        assertThat(folder.resolve("FINDINGS.md")).doesNotExist();
    }

    private String page(ExperimentRun run) throws IOException {
        Path json = folder.resolve("results.json");
        Files.writeString(json, ExperimentJson.of(run));
        FindingsReport.write(json, folder.resolve("FINDINGS.md"), folder.resolve("charts"));
        return Files.readString(folder.resolve("FINDINGS.md"));
    }

    /** Every row of a table has the cells of its head, and a blank line is before and after the table. */
    private static void tablesAreWellFormed(String page) {
        List<String> lines = page.lines().toList();
        long cells = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean row = lines.get(i).startsWith("|");
            boolean first = row && !lines.get(i - 1).startsWith("|");
            if (first) {
                assertThat(lines.get(i - 1)).as("before line %d", i + 1).isEmpty();
                assertThat(lines.get(i + 1)).as("line %d", i + 2).matches("(\\|---)+\\|");
                cells = cells(lines.get(i));
            }
            if (row) {
                assertThat(cells(lines.get(i))).as(lines.get(i)).isEqualTo(cells);
                assertThat(lines.get(i)).endsWith("|");
            } else if (i > 0 && lines.get(i - 1).startsWith("|")) {
                assertThat(lines.get(i)).as("after line %d", i).isEmpty();
            }
        }
    }

    private static long cells(String row) {
        return row.replace("\\|", "")
                .chars()
                .filter(character -> character == '|')
                .count();
    }

    private static Cell scanning(Cell cell, String table) {
        QuestionCost cost = cell.cost().orElseThrow();
        return PlantedExperiment.withCost(
                cell,
                Optional.of(new QuestionCost(
                        cost.statements(),
                        cost.rowsRead(),
                        cost.rowsWritten(),
                        cost.buffers(),
                        cost.walBytes(),
                        cost.fullPageImages(),
                        cost.nodes(),
                        List.of(table))));
    }
}
