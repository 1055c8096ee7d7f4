package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.GateVerdict;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.verify.TableComparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The text that ends a run: which plateaus were sustained, the latencies on the highest of them, and what was checked.
 */
public final class ResultsTable {
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String TOO_FEW = "too few";
    private static final String ROW = "  %-16s %-17s %7s %10s %10s %10s %10s%n";

    private final RunResult run;
    private final StringBuilder text = new StringBuilder();

    private ResultsTable(RunResult run) {
        this.run = run;
    }

    /** The text, lines ended by the platform's line end. */
    public static String of(RunResult run) {
        ResultsTable table = new ResultsTable(run);
        table.plateaus();
        table.latencies();
        table.checks();
        return table.text.toString();
    }

    private void plateaus() {
        print("%nLoad: changes per second on each plateau, and whether the sync kept up%n%n");
        print("  %-17s %8s %9s %8s %15s%n", "arm", "rate", "changes", "failed", "");
        for (PlateauResult plateau : run.results().plateaus()) {
            print(
                    "  %-17s %6s/s %,9d %,8d   %s%n",
                    plateau.arm(), rate(plateau.rate()), plateau.due(), plateau.failed(), verdict(plateau));
        }
    }

    private static String verdict(PlateauResult plateau) {
        if (plateau.sustained()) {
            return "sustained";
        }
        return plateau.failed() > 0
                ? "not sustained: changes failed"
                : String.format(
                        Locale.ROOT,
                        "not sustained: up to %,d waiting when it ended, %+,d over all blocks",
                        plateau.worstBacklog(),
                        plateau.backlogGrowth());
    }

    private void latencies() {
        Results results = run.results();
        if (!run.valid()) {
            print(
                    "%nNo result: not every table is what the documents say, so latencies would mean nothing. See the checks below.%n");
            return;
        }
        if (results.highestSustainedStep().isEmpty()) {
            print(
                    "%nNo plateau was sustained by every schema, so there are no latencies to compare. Try lower rates: see stress.profiles.%n");
            return;
        }
        int step = results.highestSustainedStep().get();
        List<PlateauResult> plateaus =
                results.arms().stream().map(arm -> results.plateau(arm, step)).toList();
        print(
                "%nLatency in ms, from due to committed, at %s changes per second (the highest plateau that every schema sustained)%n%n",
                rate(plateaus.get(0).rate()));
        print(ROW, "change", "", "count", "p50", "p95", "p99", "max");
        Set<String> kinds = new LinkedHashSet<>();
        plateaus.forEach(plateau -> kinds.addAll(plateau.kinds().keySet()));
        kinds.forEach(kind -> rows(kind, plateaus, plateau -> plateau.kinds().getOrDefault(kind, new Figures())));
        rows("all changes", plateaus, PlateauResult::all);
        print(
                "%n  \"%s\": a percentile p needs 10/(1-p) samples, so p50 20, p95 200, p99 1,000. A change waits behind those before it: an edit's%n"
                        + "  latency holds that of the pulls it queued behind.%n",
                TOO_FEW);
    }

    /** One row for each arm, then the ratio of each arm to the first. */
    private void rows(String kind, List<PlateauResult> plateaus, Function<PlateauResult, Figures> figures) {
        Figures first = figures.apply(plateaus.get(0));
        for (PlateauResult plateau : plateaus) {
            Figures ofArm = figures.apply(plateau);
            List<String> cells = percentiles(percentile -> milliseconds(ofArm, percentile));
            print(
                    ROW,
                    plateau == plateaus.get(0) ? kind : "",
                    plateau.arm(),
                    String.format(Locale.ROOT, "%,d", ofArm.count()),
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    ofArm.count() == 0 ? "-" : milliseconds(ofArm, 100));
        }
        for (PlateauResult plateau : plateaus.subList(1, plateaus.size())) {
            Figures ofArm = figures.apply(plateau);
            List<String> cells = percentiles(
                    percentile -> ratio(ofArm.percentileNanos(percentile), first.percentileNanos(percentile)));
            print(
                    ROW,
                    "",
                    plateau.arm() + "/" + plateaus.get(0).arm(),
                    "",
                    cells.get(0),
                    cells.get(1),
                    cells.get(2),
                    "");
        }
    }

    private void checks() {
        print("%nChecks%n%n");
        for (Map.Entry<String, TableComparison.Outcome> arm : run.verification().entrySet()) {
            TableComparison.Outcome outcome = arm.getValue();
            print(
                    "  %-17s %s%n",
                    arm.getKey(),
                    outcome.equal()
                            ? String.format(
                                    Locale.ROOT,
                                    "all tables equal the documents, row by row (%,d rows)",
                                    outcome.rows())
                            : "TABLES DIFFER from the documents:");
            outcome.differences().forEach(difference -> print("    %s%n", difference));
        }
        for (GateVerdict gate : run.gates()) {
            print("  gate %s: %s (%s)%n", gate.gate().text(), gate.met() ? "met" : "NOT MET", gate.reason());
        }
        print(
                "  %,d operations in each arm, digest %s, seed %d; changes from: %s%n",
                run.operations(), run.operationsDigest(), run.seed(), run.changeOrigin());
    }

    private static List<String> percentiles(Function<Double, String> cell) {
        return PERCENTILES.stream().map(cell).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String milliseconds(Figures figures, double percentile) {
        OptionalLong nanos = figures.percentileNanos(percentile);
        return nanos.isEmpty() ? TOO_FEW : String.format(Locale.ROOT, "%.2f", nanos.getAsLong() / NANOS_PER_MILLI);
    }

    private static String ratio(OptionalLong figure, OptionalLong base) {
        return figure.isEmpty() || base.isEmpty() || base.getAsLong() == 0
                ? "-"
                : String.format(Locale.ROOT, "x %.2f", (double) figure.getAsLong() / base.getAsLong());
    }

    private static String rate(double rate) {
        return rate == Math.rint(rate) ? String.format(Locale.ROOT, "%.0f", rate) : String.valueOf(rate);
    }

    private void print(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments));
    }
}
