package dev.flattensync.stress.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.page.Links.Link;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.report.VerdictText;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on the page; {@link ComparisonPageInBrowserTest} looks at it in a browser. */
class ComparisonPageTest {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Links NONE = new Links(List.of());

    /** Runs without a result, without a plateau, with one arm: each has its page. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("dev.flattensync.stress.result.ResultsSchemaTest#runs")
    void everyRunHasItsPageThatLoadsNothingAndRunsNothing(RunResult run) {
        String html = html(run);

        assertThat(html)
                .contains("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"")
                .doesNotContainPattern("(?i)<(script|link rel=\"stylesheet|iframe|object|base)")
                .doesNotContainPattern("(?i)<[^>]+\\son[a-z]+=")
                .doesNotContainPattern("(?:src|href)=\"(?!data:,)[a-z]+:");
        assertThat(text(html)).contains(VerdictText.of(run).get(0));
    }

    @Test
    void sameRunMakesTheSamePage() {
        assertThat(html(PlantedRun.run())).isEqualTo(html(PlantedRun.run()));
    }

    @Test
    void kindsAreShownByArmWithRatioAndInterval() {
        String text = text(html(PlantedRun.run()));

        assertThat(text)
                .contains(
                        "Sync latency and service time in ms at 250 changes/s; blocks that count: 7 of schema1, 8 of schema2")
                .containsPattern("insert post ● schema1 700 5\\.\\d\\d ")
                .containsPattern("■ schema2 800 3\\.\\d\\d x 0\\.\\d+ \\(0\\.\\d+ to 0\\.\\d+\\) faster")
                .contains("too few");
    }

    @Test
    void plateauThatIsNotComparedSaysWhy() {
        String text = text(html(PlantedRun.run()));

        assertThat(text).contains("unsustainable the backlog grew");
        assertThat(text).contains("without block 6, in which the generator was late");
    }

    @Test
    void figureThatIsNotKnownIsADash() {
        assertThat(text(html(PlantedRun.run()))).containsPattern("CPU of PostgreSQL per change 0\\.5 ms –");
    }

    @Test
    void gatesAreShownWithTheirOutcomeInWords() {
        assertThat(text(html(PlantedRun.run("schema1.pull post.max < 1 s", "schema1.push comment.max < 1 ms"))))
                .containsPattern("✓ pass schema1\\.pull post\\.max &lt; 1 s found 41\\.60 ms")
                .containsPattern("✗ fail schema1\\.push comment\\.max &lt; 1 ms found 1\\.04 ms");
    }

    @Test
    void gatesOfARunWithoutResultAreNotJudged() {
        assertThat(text(html(PlantedRun.tampered("a row is missing", "schema1.pull post.max < 1 s"))))
                .contains("– not judged schema1.pull post.max &lt; 1 s there is no result");
    }

    /** Nothing is known above the highest rate that was offered. */
    @Test
    void figureWithoutAnUpperEndIsAtLeastThat() {
        assertThat(text(html(PlantedRun.run("schema1.rate >= 250/s"))))
                .contains("✓ pass schema1.rate &gt;= 250/s schema1 sustains at least 500/s");
    }

    @Test
    void checksThatFailedStandBelowTheVerdict() {
        RunResult run = PlantedRun.checked(
                PlantedRun.oneArm(),
                new CheckOutcome("every change done", Optional.empty()),
                new CheckOutcome("schema1: no other writer", Optional.of("3 rows " + "x".repeat(10_000))));

        assertThat(text(html(run)))
                .contains("Checks failed. The figures are in doubt. schema1: no other writer: 3 rows xxx", "xxx... ")
                .doesNotContain("every change done", "x".repeat(1_000));
        assertThat(text(ComparisonPage.of(Compared.runs(
                                List.of(new NamedRun("before", run), new NamedRun("after", PlantedRun.oneArm())),
                                List.of()))
                        .html(NONE)))
                .contains("before, schema1: no other writer: 3 rows")
                .doesNotContain("after, schema1");
        assertThat(html(PlantedRun.run())).doesNotContain("Checks failed");
    }

    @Test
    void linksAreThoseThatAreGiven() {
        ComparisonPage page = ComparisonPage.of(Compared.arms(new NamedRun("run", PlantedRun.oneArm())));

        assertThat(page.html(NONE)).doesNotContain("<nav");
        assertThat(page.html(new Links(List.of(new Link("Gatling's report", "index.html")))))
                .contains("<a href=\"index.html\">Gatling&#39;s report</a>");
    }

    @Test
    void runsAreComparedArmByArmAndWhatDiffersIsMarked() {
        String html = ComparisonPage.of(Compared.runs(
                        List.of(
                                new NamedRun("before", PlantedRun.run()),
                                new NamedRun("after", PlantedRun.withoutCommit())),
                        List.of("scale: seed there, small here")))
                .html(NONE);

        assertThat(text(html))
                .contains("before against after", "These runs are hard to compare.", "scale: seed there, small here")
                .contains("schema1: No difference is shown between before and after at 500 changes/s")
                .contains("schema2: No difference is shown between before and after at 250 changes/s");
        assertThat(html).containsOnlyOnce("<tr class=\"differs\">");
    }

    @Test
    void whateverARunHoldsIsEscaped() {
        String hostile = "</td></table></style><script>alert(1)</script>\" onload=\"x\u202e\u0000";
        RunResult run = PlantedRun.tampered(hostile);

        String html = ComparisonPage.of(Compared.runs(
                        List.of(new NamedRun(hostile, run), new NamedRun("other", run)), List.of(hostile)))
                .html(new Links(List.of(new Link(hostile, hostile))));

        assertThat(html)
                .doesNotContain("<script", "\u202e", "\u0000")
                .doesNotContainPattern("=\"[^\"]*\"\\s+onload=")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&quot;x\\u{202e}\\u{0}");
    }

    private static String html(RunResult run) {
        return ComparisonPage.of(Compared.arms(new NamedRun("run", run))).html(NONE);
    }

    /** What there is to read, in one line. */
    private static String text(String html) {
        return TAG.matcher(html.substring(html.indexOf("<body>")).replaceAll("(?s)<svg.*?</svg>", " "))
                .replaceAll(" ")
                .replaceAll("\\s+", " ");
    }
}
