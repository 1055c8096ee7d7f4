package dev.flattensync.stress.command;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.page.OwnFile;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.SourceVersion;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Rates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a run as the baseline that later ones are compared with. */
@Command(
        name = "baseline",
        description = "Keeps a run as reports/baseline.json, to compare later runs with.",
        mixinStandardHelpOptions = true)
final class BaselineCommand implements Callable<Integer> {
    private final Path reports;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            defaultValue = "latest",
            description = "a results.json, a folder that holds one, its name in reports, or latest, the default")
    private String run;

    BaselineCommand(Path reports) {
        this.reports = reports;
    }

    @Override
    public Integer call() throws IOException {
        RunFile file = RunFile.find(reports, run);
        RunResult result = file.read();
        if (!result.failedChecks().isEmpty()) {
            throw new InvalidInputException(
                    "%s: expected a run whose checks passed, for figures in doubt are no baseline: failed are %s"
                            .formatted(
                                    file.name(),
                                    Wording.list(result.failedChecks().stream()
                                            .map(CheckOutcome::name)
                                            .toList())));
        }
        Path baseline = reports.resolve("baseline.json");
        OwnFile.write(baseline, file.text(), OwnFile.FIGURES);
        Lines lines = new Lines();
        lines.add(
                "%s now holds the run of %s, %s",
                baseline, result.setting().started(), result.setting().simulation());
        lines.add("  arms      %s", Wording.joined(result.results().arms()));
        plateaus(result).forEach(plateau -> lines.add("  plateau   %s", plateau));
        result.capacities()
                .forEach(capacity -> lines.add(
                        "  capacity  %s: %s",
                        capacity.arm(),
                        capacity.sustained().isPresent()
                                ? Rates.text(capacity.sustained().getAsDouble()) + " sustained"
                                : "no rate was sustained"));
        lines.add("  machine   %s", machine(result.setting().provenance().machine()));
        lines.add("  commit    %s", commit(result.setting().provenance().source()));
        lines.add("Commit it, so that everyone compares with the same run: git add %s", baseline);
        PrintWriter out = spec.commandLine().getOut();
        out.print(lines);
        out.flush();
        return 0;
    }

    private static List<String> plateaus(RunResult result) {
        return result.results().plateaus().stream()
                .map(BaselineCommand::plateau)
                .toList();
    }

    private static String plateau(PlateauResult plateau) {
        return "%s at %s: %s"
                .formatted(
                        plateau.arm(),
                        Rates.text(plateau.rate()),
                        plateau.validity().word());
    }

    private static String machine(Machine machine) {
        return "%d cores, %s, memory %s, %s %s"
                .formatted(
                        machine.cores(),
                        machine.cpuModel().orElse("CPU not known"),
                        machine.memoryBytes().stream()
                                .mapToObj(Lines::bytes)
                                .findFirst()
                                .orElse("not known"),
                        machine.osName(),
                        machine.osArch());
    }

    private static String commit(SourceVersion source) {
        return source.commit().orElse("not known")
                + (source.dirty().orElse(false) ? ", with changes that no commit has" : "");
    }
}
