package dev.flattensync.stress.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;

class HistogramLogsTest {
    private static final Percentage THREE_DIGITS = Percentage.withPercentage(0.1);
    private static final long MILLI = PlantedRun.MILLI;
    private static final int BLOCKS = 8;

    @TempDir
    private Path folder;

    @Test
    void eachFigureHasAFile() throws IOException {
        write(PlantedRun.run(), "schema1");

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "schema1.sync-latency.hlog", "schema1.service-time.hlog", "schema1.lag.hlog");
    }

    @Test
    void armOfASchemaThatRunsTwiceHasANameForEverySystem() throws IOException {
        write(PlantedRun.sameSchemaTwice(), "schema1#2");

        assertThat(files()).hasSize(3).allMatch(name -> name.matches("schema1-2\\.[a-z-]+\\.hlog"));
    }

    @Test
    void intervalsWithoutATagHoldAllChangesOfAPlateauOfABlock() throws IOException {
        write(PlantedRun.run(), "schema1");

        List<AbstractHistogram> all = intervals("schema1.sync-latency.hlog").stream()
                .filter(interval -> interval.getTag() == null)
                .toList();
        assertThat(all).hasSize(2 * BLOCKS);
        assertThat(all.subList(0, BLOCKS)).allMatch(interval -> interval.getTotalCount() == 500);
        assertThat(all.subList(BLOCKS, 2 * BLOCKS)).allMatch(interval -> interval.getTotalCount() == 1_000);
    }

    @Test
    void intervalsWithATagHoldThoseOfOneKind() throws IOException {
        write(PlantedRun.run(), "schema2");

        assertThat(intervals("schema2.sync-latency.hlog").stream()
                        .limit(5)
                        .map(interval -> interval.getTag() + " " + interval.getTotalCount()))
                .containsExactly("null 500", "edit-comment 290", "push-comment 100", "insert-post 100", "pull-post 10");
    }

    @Test
    void valuesAreNanoseconds() throws IOException {
        write(PlantedRun.run(), "schema2");

        assertThat(first("schema2.sync-latency.hlog", "edit-comment").getValueAtPercentile(50))
                .isCloseTo(5 * MILLI, THREE_DIGITS);
        assertThat(first("schema2.service-time.hlog", "edit-comment").getValueAtPercentile(50))
                .isCloseTo(5 * MILLI - 150_000, THREE_DIGITS);
        assertThat(first("schema2.lag.hlog", "edit-comment").getValueAtPercentile(50))
                .isCloseTo(100_000, THREE_DIGITS);
    }

    @Test
    void blocksTogetherAreThePlateau() throws IOException {
        RunResult run = PlantedRun.run();
        write(run, "schema2");

        AbstractHistogram sum = first("schema2.sync-latency.hlog", "insert-post");
        sum.reset();
        intervals("schema2.sync-latency.hlog").stream()
                .filter(interval -> "insert-post".equals(interval.getTag()))
                .limit(BLOCKS)
                .forEach(sum::add);
        assertThat(sum.getTotalCount()).isEqualTo(800);
        assertThat(sum.getValueAtPercentile(95))
                .isCloseTo(
                        run.results()
                                .plateau("schema2", 0)
                                .kinds()
                                .get("insert post")
                                .syncLatency()
                                .percentileNanos(95)
                                .orElseThrow(),
                        THREE_DIGITS);
    }

    @Test
    void intervalsHaveTheTimesOfTheirPlateaus() throws IOException {
        RunResult run = PlantedRun.run();
        write(run, "schema1");

        List<AbstractHistogram> all = intervals("schema1.lag.hlog").stream()
                .filter(interval -> interval.getTag() == null)
                .toList();
        // The first two blocks are warm-up; a plateau is 2 seconds, a block a minute after the one before.
        long start = PlantedRun.START.plusSeconds(120).toEpochMilli();
        assertThat(all.get(0).getStartTimeStamp()).isEqualTo(start);
        assertThat(all.get(0).getEndTimeStamp()).isEqualTo(start + 2_000);
        assertThat(all.get(1).getStartTimeStamp()).isEqualTo(start + 3 * 60_000);
        assertThat(all.get(BLOCKS).getStartTimeStamp()).isEqualTo(start + 2_000);
    }

    @Test
    void commentsTellPlateauAndValidity() throws IOException {
        write(PlantedRun.run(), "schema1");
        write(PlantedRun.run(), "schema2");

        assertThat(comments("schema1.lag.hlog"))
                .contains(
                        "#[lag, nanoseconds]",
                        "#[block 3, 250 changes per second, valid]",
                        "#[block 6, 250 changes per second, void]",
                        "#[block 6, 500 changes per second, void]");
        assertThat(comments("schema2.lag.hlog"))
                .contains(
                        "#[block 4, 250 changes per second, valid]",
                        "#[block 4, 500 changes per second, unsustainable]");
    }

    @Test
    void commentsTellRateAndOutcomeOfEachProbe() throws IOException {
        RunResult run = PlantedRun.capacity();
        write(run, "schema1");

        assertThat(comments("schema1.sync-latency.hlog").stream().filter(line -> line.startsWith("#[block")))
                .startsWith(
                        "#[block 1, 250 changes per second, valid]",
                        "#[block 2, 500 changes per second, unsustainable]")
                .hasSameSizeAs(run.capacities().get(0).plateaus());
    }

    /** A probe alone decides: one whose rate the generator could not keep is void, whatever the sync did. */
    @Test
    void probeHasTheWordOfItsOutcome() throws IOException {
        PlateauRun run = PlantedRun.capacity().capacities().get(0).plateaus().get(0);

        new HistogramLogs(folder).write("schema1", List.of(new JudgedRun(run, new Validity.Void("late"))));

        assertThat(comments("schema1.lag.hlog")).contains("#[block 1, 250 changes per second, void]");
    }

    @Test
    void intervalsHoldTheSamplesOfEachProbeOfTheArm() throws IOException {
        RunResult run = PlantedRun.capacity();
        write(run, "schema2");

        List<PlateauRun> probes = run.capacities().get(1).plateaus();
        assertThat(intervals("schema2.sync-latency.hlog").stream()
                        .filter(interval -> interval.getTag() == null)
                        .map(interval -> interval.getStartTimeStamp() + ": " + interval.getTotalCount()))
                .containsExactlyElementsOf(probes.stream()
                        .map(probe -> probe.start().toEpochMilli() + ": "
                                + probe.load().due())
                        .toList());
    }

    @Test
    void kindWithoutSamplesHasNoInterval() throws IOException {
        write(PlantedRun.saturated(), "schema1");

        assertThat(intervals("schema1.sync-latency.hlog"))
                .extracting(AbstractHistogram::getTag)
                .containsExactly(null, "edit-comment");
    }

    /** An element may be named as its user likes, but the format ends a tag with a comma. */
    @Test
    void tagHoldsNothingThatTheFormatUses() throws IOException {
        PlateauRun run = PlantedRun.run().results().plateau("schema1", 0).runs().get(0);
        Map<String, Timings> kinds = new LinkedHashMap<>();
        kinds.put("edit a,b\tc\nd", run.kinds().get("edit comment"));
        PlateauRun renamed = new PlateauRun(
                run.arm(), run.block(), run.step(), run.start(), run.end(), run.load(), run.generator(), kinds);

        new HistogramLogs(folder).write("schema1", List.of(new JudgedRun(renamed, new Validity.Valid())));

        assertThat(intervals("schema1.lag.hlog"))
                .extracting(AbstractHistogram::getTag)
                .containsExactly(null, "edit-a-b-c-d");
    }

    @Test
    @DefaultLocale("ar-EG-u-nu-arab")
    void filesAreTheSameInEveryCountry() throws IOException {
        write(PlantedRun.run(), "schema1");

        assertThat(Files.readString(folder.resolve("schema1.lag.hlog")))
                .contains("#[block 3, 250 changes per second, valid]")
                .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    }

    private void write(RunResult run, String arm) throws IOException {
        new HistogramLogs(folder).write(arm, JudgedRun.of(run, arm));
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<AbstractHistogram> intervals(String file) throws IOException {
        List<AbstractHistogram> intervals = new ArrayList<>();
        try (HistogramLogReader reader =
                new HistogramLogReader(folder.resolve(file).toFile())) {
            while (reader.hasNext()) {
                intervals.add((AbstractHistogram) reader.nextIntervalHistogram());
            }
        }
        return intervals;
    }

    private AbstractHistogram first(String file, String tag) throws IOException {
        return intervals(file).stream()
                .filter(interval -> tag.equals(interval.getTag()))
                .findFirst()
                .orElseThrow();
    }

    private List<String> comments(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> line.startsWith("#"))
                .toList();
    }
}
