package dev.flattensync.stress.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.browser.Browser;
import dev.flattensync.stress.browser.PageFindings;
import dev.flattensync.stress.browser.PageFindings.Chart;
import dev.flattensync.stress.browser.PageFindings.Table;
import dev.flattensync.stress.browser.TestBrowser;
import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, under a policy that forbids all script and network: no error, no request, nothing that
 * sticks out on a phone, no serious fault of accessibility in light or dark, and all that it should show.
 */
@Timeout(180)
@ExtendWith(TestBrowser.class)
class ComparisonPageInBrowserTest {
    private static final String HOSTILE =
            "</td></table><script>document.title='owned'</script><img src=http://example.org/x onerror=alert(1)>\u202e\u0000";

    @TempDir
    private Path folder;

    @Test
    void runIsShownWithAllTablesAndCharts(Browser browser) throws IOException {
        PageFindings page =
                inspect(browser, Compared.arms(new NamedRun("run", PlantedRun.run("schema1.edit comment.p50 < 1 s"))));

        assertThat(page.problems()).isEmpty();
        assertThat(page.tables())
                .extracting(Table::caption)
                .satisfiesExactly(
                        gates -> assertThat(gates).startsWith("Rules that the run had to meet"),
                        latency ->
                                assertThat(latency).startsWith("Sync latency and service time in ms at 250 changes/s"),
                        load -> assertThat(load).startsWith("Changes per second on each plateau"),
                        costs -> assertThat(costs).startsWith("Over all measured blocks"),
                        provenance -> assertThat(provenance).startsWith("The run"));
        assertThat(page.tables()).allMatch(table -> table.rows() > 1);
        assertThat(List.of(page.charts(), page.chartsOnPhone()))
                .allSatisfy(charts -> assertThat(charts)
                        .extracting(Chart::name)
                        .satisfiesExactly(
                                percentile ->
                                        assertThat(percentile).startsWith("Latency by percentile at 250 changes/s"),
                                rate -> assertThat(rate).startsWith("Latency against the offered rate"),
                                time -> assertThat(time).startsWith("Latency over time"),
                                rows -> assertThat(rows).startsWith("Rows written per change"),
                                wal -> assertThat(wal).startsWith("WAL per change")));
        assertThat(page.chartsOnPhone()).allMatch(chart -> chart.width() <= 360 && chart.width() > 300);
    }

    @Test
    void runsAreShownArmByArm(Browser browser) throws IOException {
        PageFindings page = inspect(
                browser,
                Compared.runs(
                        List.of(new NamedRun("before", PlantedRun.run()), new NamedRun("after", PlantedRun.rounds(2))),
                        List.of("cores: 4 there, 2 here")));

        assertThat(page.problems()).isEmpty();
        // The rows of schema2 are not known.
        assertThat(page.charts()).hasSize(5 + 4);
        assertThat(page.printedText()).contains("before against after", "cores: 4 there, 2 here");
    }

    @Test
    void searchForCapacityIsShownWithItsProbes(Browser browser) throws IOException {
        PageFindings page = inspect(browser, Compared.arms(new NamedRun("run", PlantedRun.capacity())));

        assertThat(page.problems()).isEmpty();
        assertThat(page.tables())
                .extracting(Table::caption)
                .anyMatch(caption -> caption.startsWith("Changes per second between which the limit lies"))
                .anyMatch(caption -> caption.startsWith("Probes of schema1"))
                .anyMatch(caption -> caption.startsWith("Probes of schema2"));
        assertThat(page.charts())
                .extracting(Chart::name)
                .anyMatch(name -> name.contains("Latency against the offered rate"));
    }

    @Test
    void whateverARunHoldsIsText(Browser browser) throws IOException {
        RunResult hostile = PlantedRun.tampered(HOSTILE);
        PageFindings page = inspect(
                browser,
                Compared.runs(
                        List.of(new NamedRun(HOSTILE, hostile), new NamedRun("other", hostile)), List.of(HOSTILE)));

        assertThat(page.problems()).isEmpty();
        assertThat(page.printedText()).contains("<script>document.title='owned'</script>");
    }

    private PageFindings inspect(Browser browser, Compared compared) throws IOException {
        Path page = folder.resolve("comparison.html");
        Files.writeString(
                page,
                ComparisonPage.of(compared)
                        .html(new Links(List.of(
                                new Links.Link("All runs", "../index.html"),
                                new Links.Link("Gatling's report", "index.html")))));
        return browser.inspect(page, folder);
    }
}
