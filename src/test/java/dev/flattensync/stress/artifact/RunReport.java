package dev.flattensync.stress.artifact;

import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.page.ComparisonPage;
import dev.flattensync.stress.page.Links;
import dev.flattensync.stress.page.Links.Link;
import dev.flattensync.stress.page.OwnFile;
import dev.flattensync.stress.page.RunIndex;
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
import java.util.Optional;

/** All that a finished run leaves: files in its folder, and the last text on the console. */
public final class RunReport {
    private static final String FIGURES = "results.json";
    /** Of Gatling's report as of our list of runs. */
    private static final String INDEX = "index.html";

    private static final String PAGE = "comparison.html";
    private static final String SUMMARY = "summary.md";

    private final RunResult run;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();
    private Optional<ComparisonPage> page = Optional.empty();

    private RunReport(RunResult run, Path folder) {
        this.run = run;
        this.folder = folder;
    }

    /**
     * Writes the files. When the JVM ends, and Gatling's report is there or will never be, the pages are written again
     * with what they lead to, and the text is printed, after all that Gatling prints.
     *
     * @param colours whether the text may have colours
     * @throws IOException if a file can't be written
     */
    public static void write(RunResult run, boolean colours) throws IOException {
        RunReport report = new RunReport(run, RunFolder.of(run.setting().simulation()));
        Console.lastWords(() -> report.end(colours));
        report.write();
    }

    private String end(boolean colours) {
        failures.clear();
        write(folder.resolve(PAGE), this::pageWithLinks);
        failures.forEach(failure -> notes.add(failure.getMessage()));
        RunIndex.tryWrite(folder.toAbsolutePath().getParent()).ifPresent(notes::add);
        Lines lines = new Lines();
        notes.forEach(note -> lines.add("  %s", note));
        return RunText.of(run, files(), colours) + lines;
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        files.put("page", folder.resolve(PAGE));
        files.put("report", folder.resolve(INDEX));
        files.put("figures", folder.resolve(FIGURES));
        files.put("summary", folder.resolve(SUMMARY));
        files.values().removeIf(file -> !Files.exists(file));
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
        report.write();
        return report.notes;
    }

    private void write() throws IOException {
        write(folder.resolve(FIGURES), this::figures);
        write(folder.resolve("histograms"), this::histograms);
        write(folder.resolve("junit.xml"), file -> Files.writeString(file, JunitXml.of(run)));
        write(
                folder.resolve(SUMMARY),
                file -> Files.writeString(
                        file, Summary.of(run, folder.getFileName().toString())));
        write(folder.resolveSibling("history.csv"), this::history);
        write(folder.resolve(PAGE), this::page);
        throwFailures();
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path file) throws IOException;
    }

    private void write(Path file, Writing writing) {
        try {
            writing.to(file);
        } catch (IOException | RuntimeException e) {
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

    private void page(Path file) throws IOException {
        page = Optional.of(ComparisonPage.of(
                Compared.arms(new NamedRun(folder.getFileName().toString(), run))));
        pageWithLinks(file);
    }

    private void pageWithLinks(Path file) throws IOException {
        if (page.isPresent()) {
            List<Link> links = new ArrayList<>();
            links.add(new Link("All runs", "../" + INDEX));
            if (Files.exists(folder.resolve(INDEX))) {
                links.add(new Link("Gatling's report", INDEX));
            }
            links.add(new Link("Figures (results.json)", FIGURES));
            links.add(new Link("Summary in Markdown", SUMMARY));
            OwnFile.write(file, page.get().html(new Links(links)), OwnFile.PAGE);
        }
    }

    private void history(Path file) throws IOException {
        notes.addAll(new History(file.getParent()).add(run, folder.getFileName().toString()));
    }
}
