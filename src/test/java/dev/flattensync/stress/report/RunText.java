package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Rates;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The text that ends a run: how each arm kept up with the load, the latencies on the highest plateau that all did, what
 * may be said of their differences, what it cost, and last the verdict.
 */
public final class RunText {
    private static final String LOAD = "  %-12s %10s %11s %9s %8s   %s";

    private final RunResult run;
    private final Lines lines;

    private RunText(RunResult run, boolean colours) {
        this.run = run;
        this.lines = new Lines(colours);
    }

    /** The text alone, without colours. */
    public static String of(RunResult run) {
        return of(run, Map.of(), false);
    }

    /**
     * The text, lines ended by the platform's line end.
     *
     * @param files what the run left, by what it is
     * @param colours whether it may have colours
     */
    public static String of(RunResult run, Map<String, Path> files, boolean colours) {
        RunText text = new RunText(run, colours);
        if (run.setting().rigOnly()) {
            text.lines.sentence(
                    "The rig alone: this sync keeps no tables. The figures are the rig's, not those of a schema.");
        }
        if (run.valid()) {
            text.figures();
        } else {
            text.lines.sentence(
                    "No result: tables differ from the documents or were not compared, so figures would mean nothing. See the verdict.");
        }
        text.basis();
        text.provenance();
        ClosingText.print(text.lines, run, files);
        return text.lines.toString();
    }

    private void figures() {
        if (!run.results().plateaus().isEmpty()) {
            plateaus();
        }
        if (run.setting().rigOnly()) {
            run.results().plateaus().stream()
                    .filter(plateau -> plateau.validity().isValid())
                    .map(PlateauResult::step)
                    .distinct()
                    .forEach(step -> LatencyTable.print(lines, run.results(), step, ""));
        } else if (run.results().comparedStep().isPresent()) {
            LatencyTable.print(
                    lines,
                    run.results(),
                    run.results().comparedStep().get(),
                    ", the highest plateau that is valid in every arm");
        } else if (!run.results().plateaus().isEmpty()) {
            lines.sentence(
                    "No plateau is valid in every arm, so there are no latencies to compare. Try lower rates: see stress.profiles.");
        }
        run.comparison().ifPresent(comparison -> ComparisonTable.print(lines, run.results(), comparison));
        run.capacities().forEach(capacity -> CapacityTable.print(lines, capacity));
        CostsTable.print(lines, run);
    }

    private void plateaus() {
        lines.title("Load: changes per second on each plateau, and what may be compared");
        lines.add(LOAD, "arm", "offered", "achieved", "changes", "failed", "");
        for (PlateauResult plateau : run.results().plateaus()) {
            Validity validity = plateau.validity();
            lines.add(
                    LOAD,
                    plateau.arm(),
                    Rates.number(plateau.rate()) + "/s",
                    String.format(Locale.ROOT, "%,.1f/s", plateau.load().achievedRate()),
                    Wording.count(plateau.load().due()),
                    Wording.count(plateau.load().failed()),
                    validity.isValid() ? validity.word() : validity.word() + ": " + validity.reason());
            if (plateau.voidRuns() < plateau.runs().size()) {
                leftOut(plateau);
            }
        }
    }

    private void leftOut(PlateauResult plateau) {
        for (PlateauRun block : plateau.runs()) {
            if (!block.generator().isValid()) {
                lines.add(
                        LOAD,
                        "",
                        "",
                        "",
                        "",
                        "",
                        "without block %s, void: %s"
                                .formatted(block.block(), block.generator().reason()));
            }
        }
    }

    private void basis() {
        lines.title("What it rests on");
        if (run.results().unfinished() > 0) {
            lines.add(
                    "  changes that were due and never done: %,d", run.results().unfinished());
        }
        lines.add(
                "  %,d operations in %s, digest %s, seed %d; changes from: %s",
                run.operations().count(),
                run.capacities().isEmpty() ? "each arm" : run.results().arms().get(0),
                run.operations().digest(),
                run.operations().seed(),
                run.setting().changeOrigin());
    }

    private void provenance() {
        Provenance provenance = run.setting().provenance();
        lines.add(
                "  %s; PostgreSQL %s, JDK %s, %d cores, %s %s",
                provenance.source().shortened().map("commit "::concat).orElse("no git commit known"),
                provenance.postgres().version(),
                provenance.machine().jdkVersion(),
                provenance.machine().cores(),
                provenance.machine().osName(),
                provenance.machine().osVersion());
    }
}
