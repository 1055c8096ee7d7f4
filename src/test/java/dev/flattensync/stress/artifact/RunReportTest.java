package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.stress.planted.PlantedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @TempDir
    private Path reports;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(reports.resolve("planted-1"));
    }

    @Test
    void latestRunIsCopiedBesideTheRunsFolder() throws IOException {
        Files.writeString(reports.resolve("latest.json"), "of the run before");

        RunReport.write(PlantedRun.run(), folder);

        assertThat(reports.resolve("latest.json")).hasSameTextualContentAs(folder.resolve("results.json"));
    }

    @Test
    void everyArmHasItsHistograms() throws IOException {
        RunReport.write(PlantedRun.run(), folder);

        assertThat(folder.resolve("histograms"))
                .isDirectoryContaining("glob:**/schema1.sync-latency.hlog")
                .isDirectoryContaining("glob:**/schema2.sync-latency.hlog");
    }

    @Test
    void everyArmOfASearchForCapacityHasItsHistograms() throws IOException {
        RunReport.write(PlantedRun.capacity(), folder);

        assertThat(folder.resolve("histograms"))
                .isDirectoryContaining("glob:**/schema1.sync-latency.hlog")
                .isDirectoryContaining("glob:**/schema2.sync-latency.hlog");
    }

    @Test
    void machinesAndPeopleOfCiHaveTheirFiles() throws IOException {
        RunReport.write(PlantedRun.run("schema1.edit comment.max < 1 s"), folder);

        assertThat(folder.resolve("junit.xml")).content().startsWith("<?xml").contains("<testsuite ");
        assertThat(folder.resolve("summary.md")).content().contains("In the folder `reports/planted-1`");
        assertThat(reports.resolve("history.csv")).content().contains(",planted-1,PlantedSimulation,");
    }

    @Test
    void whatIsToBeToldOfTheFilesIsHandedOn() throws IOException {
        Files.writeString(reports.resolve("history.csv"), "of another version\n");

        assertThat(RunReport.write(PlantedRun.run("schema1.edit comment.max < 1 s"), folder))
                .hasSize(1)
                .first()
                .asString()
                .contains("history.csv", "was left as it is");
    }

    @Test
    void fileThatCannotBeWrittenIsNamedAndKeepsNoOtherFromBeingWritten() throws IOException {
        Path figures = Files.createDirectory(folder.resolve("results.json"));
        Path junit = Files.createDirectory(folder.resolve("junit.xml"));

        assertThatThrownBy(() -> RunReport.write(PlantedRun.run("schema1.edit comment.max < 1 s"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(figures + " can't be written: ")
                .satisfies(problem -> assertThat(problem.getSuppressed())
                        .singleElement()
                        .satisfies(next -> assertThat(next).hasMessageStartingWith(junit + " can't be written: ")));

        assertThat(folder.resolve("summary.md")).isNotEmptyFile();
        assertThat(folder.resolve("histograms")).isNotEmptyDirectory();
        assertThat(reports.resolve("history.csv")).isNotEmptyFile();
    }
}
