package dev.flattensync.stress.command;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.compare.Comparability;
import dev.flattensync.stress.compare.Compared;
import dev.flattensync.stress.compare.NamedRun;
import dev.flattensync.stress.page.ComparisonPage;
import dev.flattensync.stress.page.Links;
import dev.flattensync.stress.page.OwnFile;
import dev.flattensync.stress.page.RunIndex;
import dev.flattensync.stress.page.Verdict;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares runs, arm by arm, on a page. */
@Command(
        name = "compare",
        description =
                "Compares two or more runs, arm by arm, on a page. The first is what the others are compared with.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private static final String PAGE = "comparison.html";
    private static final int LONGEST_FOLDER = 100;
    /** There are as many colours and shapes. */
    private static final int MOST_RUNS = 6;

    private final Path reports;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            description = "a results.json, a folder that holds one, its name in reports, latest or baseline")
    private List<String> runs = new ArrayList<>();

    @Option(names = "--name", paramLabel = "NAME", description = "what to call a run, once for each in their order")
    private List<String> names = new ArrayList<>();

    @Option(names = "--output", paramLabel = "FOLDER", description = "where the page goes; else a folder in reports")
    private Path output;

    @Option(
            names = "--compare-anyway",
            description = "compare runs that did not do the same on the same machine, and say so on the page")
    private boolean anyway;

    CompareCommand(Path reports) {
        this.reports = reports;
    }

    @Override
    public Integer call() throws IOException {
        if (runs.size() < 2 || runs.size() > MOST_RUNS) {
            throw new InvalidInputException(
                    "expected two to %d runs to compare, for a page tells no more apart: found %d"
                            .formatted(MOST_RUNS, runs.size()));
        }
        List<NamedRun> read = read();
        Compared compared = Compared.runs(read, cautions(read));
        Path folder = output == null ? reports.resolve(folderName(read)) : output;
        Path page = folder.resolve(PAGE);
        OwnFile.write(page, ComparisonPage.of(compared).html(new Links(List.of())), OwnFile.PAGE);
        say(compared, page);
        RunIndex.tryWrite(reports).ifPresent(spec.commandLine().getErr()::println);
        return 0;
    }

    private List<NamedRun> read() throws IOException {
        if (!names.isEmpty() && names.size() != runs.size()) {
            throw new InvalidInputException(
                    "expected a --name for each of %d runs or for none, found %d".formatted(runs.size(), names.size()));
        }
        List<NamedRun> read = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < runs.size(); i++) {
            RunFile file = RunFile.find(reports, runs.get(i));
            String name = names.isEmpty() ? free(file.name(), taken) : names.get(i);
            if (!names.isEmpty() && (name.isBlank() || taken.contains(name))) {
                throw new InvalidInputException("--name \"%s\": expected another name for each run".formatted(name));
            }
            taken.add(name);
            read.add(new NamedRun(name, file.read()));
        }
        refuseSame(read);
        return read;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; taken.contains(free); i++) {
            free = "%s (%d)".formatted(name, i);
        }
        return free;
    }

    /** A run against itself would look like proof that nothing changed. */
    private static void refuseSame(List<NamedRun> read) {
        Set<Object> seen = new HashSet<>();
        for (NamedRun run : read) {
            RunResult.Setting setting = run.result().setting();
            if (!seen.add(List.of(setting.started(), setting.took(), setting.simulation()))) {
                throw new InvalidInputException(
                        "%s is the same run as one before it: a run can't be compared with itself"
                                .formatted(run.name()));
            }
        }
    }

    private List<String> cautions(List<NamedRun> read) {
        NamedRun base = read.get(0);
        List<String> cautions = new ArrayList<>();
        for (NamedRun run : read.subList(1, read.size())) {
            List<String> differences = Comparability.differences(base.result(), run.result());
            if (!differences.isEmpty() && !anyway) {
                throw new InvalidInputException(
                        "%s can't be compared with %s: %s; --compare-anyway does it all the same, and says so on the page"
                                .formatted(run.name(), base.name(), String.join("; ", differences)));
            }
            differences.forEach(
                    difference -> cautions.add("%s against %s: %s".formatted(run.name(), base.name(), difference)));
        }
        return cautions;
    }

    private static String folderName(List<NamedRun> read) {
        String names = read.stream()
                .map(run -> run.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-"))
                .collect(Collectors.joining("-"));
        String folder = "comparison-" + names.replaceAll("-{2,}|\\.{2,}", "-").replaceAll("^-|-$", "");
        return folder.length() <= LONGEST_FOLDER
                ? folder
                : folder.substring(0, LONGEST_FOLDER) + "-" + Integer.toHexString(names.hashCode());
    }

    private void say(Compared compared, Path page) {
        Lines lines = new Lines();
        Verdict.of(compared).forEach(sentence -> lines.add("%s", sentence));
        compared.cautions().forEach(caution -> lines.add("Caution: %s", caution));
        lines.add("The comparison is in %s", page);
        PrintWriter out = spec.commandLine().getOut();
        out.print(lines);
        out.flush();
    }
}
