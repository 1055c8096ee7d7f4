package dev.flattensync.stress.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
    private static final Path FINDINGS = Path.of("reports", "findings", "results.json");

    @TempDir
    private Path reports;

    @Test
    void newestRunComesFirstAndOneWithoutMomentByItsFile() throws IOException {
        String run = ResultsJson.of(PlantedRun.run());
        add("old", run);
        add("new", run.replaceFirst("2026-01-02", "2026-01-04"));
        Files.setLastModifiedTime(add("broken", "{"), FileTime.from(Instant.parse("2026-01-03T00:00:00Z")));

        assertThat(RunListing.of(reports).runs()).extracting(RunView::name).containsExactly("new", "broken", "old");
    }

    @Test
    void runIsListedWithAllThatIsKnown() throws IOException {
        String gate = "schema1.edit comment.p50 < %d ms";
        add(
                "night",
                ResultsJson.of(PlantedRun.run(
                        gate.formatted(20), gate.formatted(30), gate.formatted(1), "schema1.pull post.p99 < 1 s")));
        Files.writeString(reports.resolve("night/comparison.html"), "");
        Files.writeString(reports.resolve("night/index.html"), "");

        RunView run = RunListing.of(reports).runs().get(0);

        assertThat(run.simulation()).isEqualTo("PlantedSimulation");
        assertThat(run.started()).isEqualTo("2026-01-02 03:04 UTC");
        assertThat(run.took()).isEqualTo("1 min 30 s");
        assertThat(run.commit()).isEqualTo("0123456789 with changes");
        assertThat(run.arms()).isEqualTo("schema1, schema2");
        assertThat(run.outcome()).isEqualTo("valid");
        assertThat(run.gates()).isEqualTo("2 passed, 1 failed, 1 inconclusive");
        assertThat(run.links())
                .containsExactly(
                        new Links.Link("comparison", "./night/comparison.html"),
                        new Links.Link("Gatling's report", "./night/index.html"),
                        new Links.Link("figures", "./night/results.json"));
    }

    /** A page that its owner alone may read can't be shown by a web server. */
    @Test
    void pageIsAsReadableAsAnyOtherFile() throws IOException {
        assumeThat(reports.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path other = Files.writeString(reports.resolve("other.txt"), "");

        assertThat(Files.getPosixFilePermissions(RunIndex.write(reports)))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void onlyFilesThatExistAreLinked() throws IOException {
        add("alone", ResultsJson.of(PlantedRun.oneArm()));

        assertThat(RunListing.of(reports).runs().get(0).links())
                .containsExactly(new Links.Link("figures", "./alone/results.json"));
    }

    @Test
    void runWithoutResultIsMarkedAndItsGatesAreNotJudged() throws IOException {
        add("tampered", ResultsJson.of(PlantedRun.tampered("a row", "schema1.edit comment.p50 < 20 ms")));
        add("rig", ResultsJson.of(PlantedRun.rigOnly()));

        assertThat(RunListing.of(reports).runs())
                .extracting(RunView::name, RunView::outcome, RunView::gates)
                .containsExactlyInAnyOrder(
                        tuple("tampered", "no result", "not judged"), tuple("rig", "rig alone", "–"));
    }

    @Test
    void runWhoseChecksFailedIsMarkedThoughItHasAResult() throws IOException {
        add(
                "doubtful",
                ResultsJson.of(PlantedRun.checked(
                        PlantedRun.oneArm(),
                        new CheckOutcome("every change done", Optional.empty()),
                        new CheckOutcome("schema1: no other writer", Optional.of("3 rows more")))));

        RunView run = RunListing.of(reports).runs().get(0);

        assertThat(run.outcome()).isEqualTo("checks failed");
        assertThat(run.style()).isEqualTo("fail");
        assertThat(run.reason()).isEqualTo("schema1: no other writer");
    }

    @Test
    void committedFindingsAreListed() throws IOException {
        add("findings", Files.readString(FINDINGS));

        RunView run = RunListing.of(reports).runs().get(0);

        assertThat(run.simulation()).isEqualTo("SeedExperimentSimulation");
        assertThat(run.outcome()).isEqualTo("valid");
    }

    @Test
    void whatCannotBeReadIsListedWithTheReason() throws IOException {
        add("v1", "{\"version\": 1, \"simulation\": \"Old\", \"started\": \"2026-01-02T03:04:05Z\", \"valid\": true}");
        add("v2", "{\"version\": 2, \"simulation\": \"Old\", \"started\": \"yesterday\", \"seconds\": 1e300}");
        add("broken", "{\"version\": 3, \"arms\": [");
        add("empty", "");
        add("list", "[]");
        add("other", "{\"name\": \"package\"}");
        add("odd", "{\"version\": 3, \"arms\": {\"a\": 7}, \"provenance\": 3, \"gates\": 4, \"seconds\": -1}");
        Files.createDirectories(reports.resolve("folder/results.json"));

        assertThat(RunListing.of(reports).runs())
                .hasSize(8)
                .filteredOn(run -> !run.name().equals("odd"))
                .allSatisfy(run -> assertThat(run.reason()).startsWith("it "))
                .allSatisfy(run -> assertThat(run.outcome()).isIn("old", "unreadable"));
        assertThat(RunIndex.write(reports)).content().contains("it has version 2 of results.json");
    }

    @Test
    void comparisonsOfRunsAreListed() throws IOException {
        Files.createDirectories(reports.resolve("comparison-a-b"));
        Files.writeString(reports.resolve("comparison-a-b/comparison.html"), "");

        assertThat(RunIndex.write(reports))
                .content()
                .contains("There are no runs in this folder yet.")
                .contains("<a href=\"./comparison-a-b/comparison.html\"><bdi>comparison-a-b</bdi></a>");
    }

    @Test
    void whateverAFileOrFolderSaysIsOnlyText() throws IOException {
        String evil = "<script>alert(1)<\\/script>";
        add(
                "a\"><img src=x>#?%41:",
                "{\"version\": 3, \"simulation\": \"%s\", \"arms\": [\"%s\"], \"valid\": true}".formatted(evil, evil));

        assertThat(RunIndex.write(reports))
                .content()
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;")
                .contains("href=\"./a%22%3E%3Cimg%20src=x%3E%23%3F%2541:/results.json\"")
                .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    }

    @Test
    void pageOfSomebodyElseIsLeftAloneAndTheRunIsToldWhy() throws IOException {
        Files.writeString(reports.resolve("index.html"), "<p>mine</p>");

        assertThat(RunIndex.tryWrite(reports))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith(
                                "The list of runs in " + reports.resolve("index.html") + " could not be written: "));
        assertThat(reports.resolve("index.html")).hasContent("<p>mine</p>");
        assertThat(RunIndex.tryWrite(reports.resolve("nowhere"))).isPresent();
    }

    @Test
    void hundredLargeRunsTakeSeconds() throws IOException {
        String large = ResultsJson.of(PlantedRun.run())
                .replaceFirst("\\{", "{\"padding\" : [" + "[0.5, \"figure\"],".repeat(30_000) + "0],");
        assertThat(large.length()).isGreaterThan(500_000);
        for (int i = 0; i < 100; i++) {
            add("run" + i, large);
        }

        long start = System.nanoTime();
        RunListing listing = RunListing.of(reports);

        assertThat(listing.runs()).hasSize(100).allMatch(run -> run.outcome().equals("valid"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private Path add(String folder, String json) throws IOException {
        Files.createDirectories(reports.resolve(folder));
        return Files.writeString(reports.resolve(folder).resolve("results.json"), json);
    }
}
