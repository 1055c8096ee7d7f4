package dev.flattensync.stress.artifact;

import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.RunText;
import dev.flattensync.stress.result.ResultsJson;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a finished run leaves: files in its folder, and the last text on the console. */
public final class RunReport {
    private static final String FIGURES = "results.json";
    private static final String PAGE = "comparison.html";
    private static final String SUMMARY = "summary.md";

    private final RunResult run;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    private RunReport(RunResult run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /**
     * Writes the files, and has the text printed when the JVM ends, after all that Gatling prints.
     *
     * @param colours whether the text may have colours
     * @throws IOException if a file can't be written
     */
    public static void write(RunResult run, boolean colours) throws IOException {
        Path folder = RunFolder.of(run.setting().simulation());
        List<String> notes = write(run, folder);
        Lines lines = new Lines();
        notes.forEach(note -> lines.add("  %s", note));
        Console.lastWords(RunText.of(run, files(folder), colours) + lines);
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
        files.put("summary", folder.resolve(SUMMARY));
        return files;
    }

    /**
     * Writes the files of a run, and beside its folder the copy of the newest run's figures and the history of all
     * runs. One that can't be written does not keep others from being written.
     *
     * @return what is to be told of the files, in sentences
     * @throws IOException if a file can't be written; it names the first one, and has those after it as suppressed ones
     */
    static List<String> write(RunResult run, Path folder) throws IOException {
        RunReport report = new RunReport(run, folder);
        report.write(folder.resolve(FIGURES), report::figures);
        report.write(folder.resolve("histograms"), report::histograms);
        report.write(folder.resolve("junit.xml"), file -> Files.writeString(file, JunitXml.of(run)));
        report.write(
                folder.resolve(SUMMARY),
                file -> Files.writeString(
                        file, Summary.of(run, folder.getFileName().toString())));
        report.write(folder.resolveSibling("history.csv"), report::history);
        report.throwFailures();
        return report.notes;
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void write(Path file, Writing writing) {
        try {
            writing.to(file);
        } catch (IOException e) {
            // The message of many a FileSystemException is but a name.
            failures.add(new IOException("%s can't be written: %s".formatted(file, e), e));
        }
    }

    private void throwFailures() throws IOException {
        if (!failures.isEmpty()) {
            IOException first = failures.get(0);
            failures.subList(1, failures.size()).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void figures(Path json) throws IOException {
        Files.writeString(json, ResultsJson.of(run));
        Files.copy(json, folder.resolveSibling("latest.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void histograms(Path histograms) throws IOException {
        HistogramLogs logs = new HistogramLogs(histograms);
        for (String arm : run.results().arms()) {
            List<JudgedRun> runs = JudgedRun.of(run, arm);
            if (!runs.isEmpty()) {
                logs.write(arm, runs);
            }
        }
    }

    private void history(Path file) throws IOException {
        notes.addAll(new History(file.getParent()).add(run, folder.getFileName().toString()));
    }
}
