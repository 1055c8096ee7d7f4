package dev.flattensync.stress.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.browser.Browser;
import dev.flattensync.stress.browser.PageFindings;
import dev.flattensync.stress.browser.TestBrowser;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The list of runs in a real browser, by the same rules as the comparison page. */
@Timeout(120)
@ExtendWith(TestBrowser.class)
class RunIndexInBrowserTest {
    @TempDir
    private Path reports;

    @Test
    void runsOfAllKindsAreListedInEveryView(Browser browser) throws IOException {
        add("mixedeventstreamsimulation-20260102030405000", PlantedRun.run("schema1.edit comment.p50 < 20 ms"));
        add("tampered", PlantedRun.tampered("<script>alert(1)</script>"));
        add("capacity", PlantedRun.capacity());
        Files.writeString(Files.createDirectory(reports.resolve("broken")).resolve("results.json"), "<b>{");

        PageFindings page =
                browser.inspect(RunIndex.write(reports), Files.createDirectory(reports.resolve("pictures")));

        assertThat(page.problems()).isEmpty();
        assertThat(page.tables())
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isEqualTo(1 + 4));
    }

    private void add(String name, RunResult run) throws IOException {
        Path folder = Files.createDirectory(reports.resolve(name));
        Files.writeString(folder.resolve("results.json"), ResultsJson.of(run));
        Files.writeString(folder.resolve("comparison.html"), "");
    }
}
