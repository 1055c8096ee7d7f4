package dev.flattensync.stress.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedExperiment;
import dev.flattensync.stress.result.ExperimentJson;
import dev.flattensync.stress.result.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentReportTest {
    @TempDir
    private Path folder;

    @Test
    void runLeavesFiguresAndFindingsInItsFolder() throws IOException {
        ExperimentRun run = new PlantedExperiment().run();

        ExperimentReport.write(run, folder, Optional.empty());

        assertThat(files(folder))
                .containsExactly("FINDINGS.md", "latency-by-size.svg", "median-latency.svg", "results.json");
        assertThat(ExperimentJson.read(Files.readString(folder.resolve("results.json"))))
                .isEqualTo(run);
        assertThat(Files.readString(folder.resolve("FINDINGS.md"))).contains("](median-latency.svg)");
    }

    @Test
    void keptPageHasItsFiguresAndChartsBesideIt() throws IOException {
        Path page = folder.resolve("kept/FINDINGS.md");

        String text = ExperimentReport.write(new PlantedExperiment().run(), folder.resolve("run"), Optional.of(page));

        Path kept = folder.resolve("kept/reports/findings");
        assertThat(files(kept)).containsExactly("latency-by-size.svg", "median-latency.svg", "results.json");
        assertThat(Files.readString(page))
                .contains("](reports/findings/median-latency.svg)", "](reports/findings/results.json)");
        assertThat(kept.resolve("results.json")).hasSameTextualContentAs(folder.resolve("run/results.json"));
        assertThat(text).contains("findings " + page);
    }

    @Test
    void runWithDifferingTablesLeavesFiguresButNoFindings() throws IOException {
        Path page = folder.resolve("kept/FINDINGS.md");

        String text = ExperimentReport.write(
                new PlantedExperiment().tampered().run(), folder.resolve("run"), Optional.of(page));

        assertThat(files(folder.resolve("run"))).containsExactly("results.json");
        assertThat(page).doesNotExist();
        assertThat(text)
                .contains("No result: tables differ", "TABLES DIFFER", "a row is missing", "the tables of 39 of 42")
                .doesNotContain("claims", " ms");
    }

    @Test
    void consoleTellsClaimsAndExpectations() throws IOException {
        String text = ExperimentReport.write(new PlantedExperiment().run(), folder, Optional.empty());

        assertThat(text)
                .contains("No difference between schemas", "does not hold")
                .contains("edit a comment: schema2 against jsonb", ">= x 30 ", "holds")
                .contains("the tables of 42 of 42");
    }

    @Test
    void findingsOfAnotherRunAreReplaced() throws IOException {
        Path page = folder.resolve("FINDINGS.md");
        ExperimentReport.write(new PlantedExperiment().run(), folder.resolve("run"), Optional.of(page));
        String first = Files.readString(page);

        ExperimentReport.write(
                new PlantedExperiment().times(2, "schema2").run(), folder.resolve("run"), Optional.of(page));

        assertThat(Files.readString(page)).isNotEqualTo(first);
    }

    private static List<String> files(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
