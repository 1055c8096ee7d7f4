package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.GateVerdict;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.workload.Rates;
import java.util.Locale;
import java.util.Map;

/**
 * The text that ends a run: how each arm kept up with the load, the latencies on the highest plateau that all did, what
 * may be said of their differences, what it cost, and what was checked.
 */
public final class RunText {
    private static final int SHORT_HASH = 10;

    private final RunResult run;
    private final Lines lines = new Lines();

    private RunText(RunResult run) {
        this.run = run;
    }

    /** The text, lines ended by the platform's line end. */
    public static String of(RunResult run) {
        RunText text = new RunText(run);
        if (run.setting().rigOnly()) {
            text.lines.title(
                    "The rig alone: this sync keeps no tables. The figures are the rig's, not those of a schema.");
        }
        if (!run.results().plateaus().isEmpty()) {
            text.plateaus();
        }
        if (!run.valid()) {
            text.lines.title(
                    "No result: not every table is what the documents say, so figures would mean nothing. See the checks below.");
        } else {
            text.figures();
        }
        text.checks();
        text.provenance();
        return text.lines.toString();
    }

    private void plateaus() {
        lines.title("Load: changes per second on each plateau, and what may be compared");
        lines.add("  %-17s %8s %10s %9s %8s", "arm", "offered", "achieved", "changes", "failed");
        for (PlateauResult plateau : run.results().plateaus()) {
            lines.add(
                    "  %-17s %6s/s %8.1f/s %,9d %,8d   %s%s%s",
                    plateau.arm(),
                    Rates.number(plateau.rate()),
                    plateau.load().achievedRate(),
                    plateau.load().due(),
                    plateau.load().failed(),
                    plateau.validity().word(),
                    plateau.validity().isValid()
                            ? ""
                            : ": " + plateau.validity().reason(),
                    plateau.voidRuns() > 0
                                    && plateau.voidRuns() < plateau.runs().size()
                            ? String.format(
                                    Locale.ROOT,
                                    " (%d of %d blocks void)",
                                    plateau.voidRuns(),
                                    plateau.runs().size())
                            : "");
        }
    }

    private void figures() {
        if (run.results().comparedStep().isPresent()) {
            LatencyTable.print(
                    lines, run.results(), run.results().comparedStep().get());
        } else if (run.capacities().isEmpty()) {
            lines.title(
                    "No plateau is valid in every arm, so there are no latencies to compare. Try lower rates: see stress.profiles.");
        }
        run.comparison().ifPresent(comparison -> ComparisonTable.print(lines, run.results(), comparison));
        run.capacities().forEach(capacity -> CapacityTable.print(lines, capacity));
        CostsTable.print(lines, run);
    }

    private void checks() {
        lines.title("Checks");
        for (Map.Entry<String, TableComparison.Outcome> arm : run.verification().entrySet()) {
            TableComparison.Outcome outcome = arm.getValue();
            lines.add(
                    "  %-17s %s",
                    arm.getKey(),
                    outcome.equal()
                            ? String.format(
                                    Locale.ROOT,
                                    "all tables equal the documents, row by row (%,d rows)",
                                    outcome.rows())
                            : "TABLES DIFFER from the documents:");
            outcome.differences().forEach(difference -> lines.add("    %s", difference));
        }
        for (GateVerdict gate : run.gates()) {
            lines.add("  gate %s: %s (%s)", gate.gate().text(), gate.met() ? "met" : "NOT MET", gate.reason());
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
                provenance
                        .source()
                        .commit()
                        .map(commit -> "commit " + commit.substring(0, SHORT_HASH)
                                + (provenance.source().dirty().orElse(false) ? " with changes" : ""))
                        .orElse("no git commit known"),
                provenance.postgres().version(),
                provenance.machine().jdkVersion(),
                provenance.machine().cores(),
                provenance.machine().osName(),
                provenance.machine().osVersion());
    }
}
