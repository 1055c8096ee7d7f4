package dev.flattensync.stress.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a finished run leaves: files in its folder, and the last text on the console. */
public final class RunReport {

    private static final String FIGURES = "results.json";
    private static final String PAGE = "comparison.html";

    private RunReport() {}

    /**
     * Writes the files, and has the text printed when the JVM ends, after all that Gatling prints.
     *
     * @param colours whether the text may have colours
     * @throws IOException if a file can't be written
     */
    public static void write(RunResult run, boolean colours) throws IOException {
        Path folder = RunFolder.of(run.setting().simulation());
        write(run, folder);
        Console.lastWords(RunText.of(run, files(folder), colours));
    }

    /** Gatling writes its report later. */
    private static Map<String, Path> files(Path folder) {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("report", folder.resolve("index.html"));
        Path page = folder.resolve(PAGE);
        if (Files.exists(page)) {
            files.put("page", page);
        }
        files.put("figures", folder.resolve(FIGURES));
        return files;
    }

    /** Writes the files of a run, and beside its folder the copy of the newest run's figures. */
    static void write(RunResult run, Path folder) throws IOException {
        Path json = folder.resolve(FIGURES);
        Files.writeString(json, ResultsJson.of(run));
        Files.copy(json, folder.resolveSibling("latest.json"), StandardCopyOption.REPLACE_EXISTING);
        HistogramLogs logs = new HistogramLogs(folder.resolve("histograms"));
        for (String arm : run.results().arms()) {
            List<JudgedRun> runs = JudgedRun.of(run, arm);
            if (!runs.isEmpty()) {
                logs.write(arm, runs);
            }
        }
    }
}
