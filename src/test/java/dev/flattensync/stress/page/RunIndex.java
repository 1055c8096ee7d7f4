package dev.flattensync.stress.page;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.chart.Palette;
import dev.flattensync.stress.template.Escaping;
import dev.flattensync.stress.template.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** {@code reports/index.html}: all runs in the folder, newest first. */
public final class RunIndex {
    private static final String TEMPLATE = "dev/flattensync/stress/page/index.html";

    private RunIndex() {}

    /**
     * Writes the page.
     *
     * @param reports the folder of the runs
     * @return the file
     * @throws IOException if the folder can't be listed or the page can't be written
     * @throws InvalidInputException if there is another file of its name
     */
    public static Path write(Path reports) throws IOException {
        Path page = reports.resolve("index.html");
        OwnFile.write(page, of(RunListing.of(reports)), OwnFile.PAGE);
        return page;
    }

    /** The same; what goes wrong is returned as a sentence, since a run is no worse for it. */
    public static Optional<String> tryWrite(Path reports) {
        try {
            write(reports);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("The list of runs in %s could not be written: %s"
                    .formatted(reports.resolve("index.html"), e.getMessage()));
        }
    }

    private static String of(RunListing listing) {
        return Template.of(TEMPLATE, Escaping.HTML)
                .text(Map.of(
                        "light", Palette.light(),
                        "dark", Palette.dark(),
                        "runs", listing.runs(),
                        "comparisons", listing.comparisons()));
    }
}
