package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.workload.Rates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The latencies of each kind of change and arm on one plateau, service times beside them. */
final class LatencyTable {
    private static final String ROW = "  %-16s %-12s %7s | %9s %9s %9s %9s | %9s %9s";

    private LatencyTable() {}

    static void print(Lines lines, Results results, int step) {
        List<PlateauResult> plateaus =
                results.arms().stream().map(arm -> results.plateau(arm, step)).toList();
        lines.title(
                "Times in ms at %s changes per second, the highest plateau that is valid in every arm",
                Rates.number(plateaus.get(0).rate()));
        lines.add(ROW, "", "", "", "latency:", "due to", "visible", "", "service:", "handed on");
        lines.add(ROW, "change", "arm", "count", "p50", "p95", "p99", "max", "p50", "p95");
        Set<String> kinds = new LinkedHashSet<>();
        plateaus.forEach(plateau -> kinds.addAll(plateau.kinds().keySet()));
        kinds.forEach(
                kind -> rows(lines, kind, plateaus, plateau -> plateau.kinds().getOrDefault(kind, new Timings())));
        rows(lines, Comparison.ALL, plateaus, PlateauResult::all);
        lines.add("");
        lines.add(
                "  \"%s\": a percentile p needs 10/(1-p) samples, so p50 20, p95 200, p99 1,000. A change waits for those before it:",
                Lines.TOO_FEW);
        lines.add("  the latency of an edit, and its service time, hold that of the pulls it queued behind.");
        plateaus.forEach(plateau -> lines.add(
                "  The generator's own lag in %s: p50 %s, p99 %s ms.",
                plateau.arm(), cell(plateau.all().lag(), 50), cell(plateau.all().lag(), 99)));
    }

    private static void rows(
            Lines lines, String kind, List<PlateauResult> plateaus, Function<PlateauResult, Timings> timings) {
        for (PlateauResult plateau : plateaus) {
            Figures latency = timings.apply(plateau).syncLatency();
            Figures service = timings.apply(plateau).serviceTime();
            lines.add(
                    ROW,
                    plateau == plateaus.get(0) ? kind : "",
                    plateau.arm(),
                    "%,d".formatted(latency.count()),
                    cell(latency, 50),
                    cell(latency, 95),
                    cell(latency, 99),
                    latency.count() == 0 ? "-" : cell(latency, 100),
                    cell(service, 50),
                    cell(service, 95));
        }
    }

    /** A percentile; over a time-out it is only known to be at least that. */
    private static String cell(Figures figures, double percentile) {
        return (figures.isCensored(percentile) ? ">=" : "") + Lines.milliseconds(figures.percentileNanos(percentile));
    }
}
