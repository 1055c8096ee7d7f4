package dev.flattensync.stress.artifact;

import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.workload.Rates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The samples of an arm as HdrHistogram's logs, which its tools read: a file for each of the three figures, in it an
 * interval for each plateau of each block, probes included, in nanoseconds. Intervals without a tag hold all changes,
 * the others those of one kind, by its key ({@code edit-comment}). Comments tell which plateau follows, and whether it
 * may be compared.
 */
final class HistogramLogs {
    private static final Map<String, Function<Timings, Figures>> FILES =
            Map.of("sync-latency", Timings::syncLatency, "service-time", Timings::serviceTime, "lag", Timings::lag);

    private final Path folder;

    /** @param folder where the files go; made if it is missing */
    HistogramLogs(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the files of an arm.
     *
     * @param runs what the arm did on each plateau of each block
     * @throws IOException if a file can't be written
     */
    void write(String arm, List<JudgedRun> runs) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Function<Timings, Figures>> file : FILES.entrySet()) {
            Path path = folder.resolve("%s.%s.hlog".formatted(arm.replace('#', '-'), file.getKey()));
            // The writer prints, and says nothing of a full disk.
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            write(log, file.getKey(), file.getValue(), runs);
            Files.write(path, log.toByteArray());
        }
    }

    private static void write(OutputStream out, String name, Function<Timings, Figures> figure, List<JudgedRun> runs) {
        HistogramLogWriter writer = new HistogramLogWriter(out);
        writer.outputComment("[%s, nanoseconds]".formatted(name));
        writer.outputLogFormatVersion();
        writer.outputLegend();
        for (JudgedRun judged : runs) {
            PlateauRun run = judged.run();
            writer.outputComment(String.format(
                    Locale.ROOT,
                    "[block %d, %s changes per second, %s]",
                    run.block(),
                    Rates.number(run.load().rate()),
                    judged.validity().word()));
            write(writer, null, figure.apply(run.all()), run);
            run.kinds().forEach((kind, timings) -> write(writer, tag(kind), figure.apply(timings), run));
        }
    }

    /** The format allows neither blanks nor commas in a tag; the name of an element may hold any. */
    private static String tag(String kind) {
        return kind.replaceAll("[\\s,]", "-");
    }

    private static void write(HistogramLogWriter writer, String tag, Figures figures, PlateauRun run) {
        if (figures.count() > 0) {
            AbstractHistogram histogram = figures.histogram();
            histogram.setTag(tag);
            histogram.setStartTimeStamp(run.start().toEpochMilli());
            histogram.setEndTimeStamp(run.end().toEpochMilli());
            writer.outputIntervalHistogram((EncodableHistogram) histogram);
        }
    }
}
