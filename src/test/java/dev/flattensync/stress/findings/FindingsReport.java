package dev.flattensync.stress.findings;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.chart.Chart;
import dev.flattensync.stress.result.ExperimentJson;
import dev.flattensync.stress.result.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a run of the seed's experiment says, from its {@code results.json} alone. */
public final class FindingsReport {
    static final String MEDIANS = "median-latency.svg";
    static final String GROWTH = "latency-by-size.svg";

    private FindingsReport() {}

    /**
     * Writes the page and its charts. The same results make the same files, byte for byte.
     *
     * @param resultsJson the run
     * @param markdown the page
     * @param charts the folder of its charts, made if it is not there: the page's own, or one below it
     * @throws IOException if a file can't be read or written
     * @throws InvalidInputException if the results are not those of a run of the experiment, or not valid
     */
    public static void write(Path resultsJson, Path markdown, Path charts) throws IOException {
        ExperimentRun run = ExperimentJson.read(Files.readString(resultsJson));
        if (!run.valid()) {
            throw new InvalidInputException(
                    "%s: expected a valid run; in this one tables differ from the documents or were not compared, so that its figures mean nothing"
                            .formatted(resultsJson));
        }
        Path folder = markdown.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.createDirectories(charts);
        String seen = folder.relativize(charts.toAbsolutePath()).toString().replace('\\', '/');
        Measured measured = new Measured(run.result());
        write(FindingsCharts.medians(measured), charts.resolve(MEDIANS));
        write(FindingsCharts.growth(measured), charts.resolve(GROWTH));
        Files.writeString(markdown, FindingsPage.of(run, seen));
    }

    /** The page does not name a chart that shows nothing, and one of another run must not stay. */
    private static void write(Chart chart, Path file) throws IOException {
        if (chart.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, chart.svg());
        }
    }
}
