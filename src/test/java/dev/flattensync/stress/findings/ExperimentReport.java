package dev.flattensync.stress.findings;

import dev.flattensync.stress.result.ExperimentJson;
import dev.flattensync.stress.result.ExperimentRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** All that a finished run of the seed's experiment leaves. */
public final class ExperimentReport {
    static final String FIGURES = "results.json";
    static final String PAGE = "FINDINGS.md";

    /** Where the page's charts and figures are, as seen from the page, if it is kept outside of the run's folder. */
    private static final Path KEPT = Path.of("reports", "findings");

    private ExperimentReport() {}

    /**
     * Writes the figures, and unless the run has no result, what they say.
     *
     * @param folder the run's folder: gets {@code results.json}, {@code FINDINGS.md} and its charts
     * @param findings a page to keep as well, with charts and figures in {@code reports/findings/} beside it
     * @return the text that ends the run, for the console
     * @throws IOException if a file can't be written
     */
    public static String write(ExperimentRun run, Path folder, Optional<Path> findings) throws IOException {
        Path json = folder.resolve(FIGURES);
        Files.createDirectories(folder);
        Files.writeString(json, ExperimentJson.of(run));
        if (!run.valid()) {
            return ExperimentText.of(run) + "  figures %s%n".formatted(json);
        }
        Path page = folder.resolve(PAGE);
        FindingsReport.write(json, page, folder);
        if (findings.isPresent()) {
            page = findings.get();
            Path kept = page.toAbsolutePath().getParent().resolve(KEPT);
            Files.createDirectories(kept);
            Path keptJson = kept.resolve(FIGURES);
            Files.writeString(keptJson, ExperimentJson.of(run));
            FindingsReport.write(keptJson, page, kept);
        }
        return ExperimentText.of(run) + "  findings %s, figures %s%n".formatted(page, json);
    }
}
