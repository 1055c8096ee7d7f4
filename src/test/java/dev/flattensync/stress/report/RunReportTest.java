package dev.flattensync.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

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
}
