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
    private static final int KIND_WIDTH = 16;
    private static final String HEADER = "  %s %-12s %9s | %-43s | %s";
    private static final String ROW = "  %s %-12s %9s | %10s %10s %10s %10s | %10s %10s";

    private LatencyTable() {}

    /** @param which says which plateau it is, after its rate */
    static void print(Lines lines, Results results, int step, String which) {
        List<PlateauResult> plateaus =
                results.arms().stream().map(arm -> results.plateau(arm, step)).toList();
        lines.title("Times in ms at %s%s", Rates.text(plateaus.get(0).rate()), which);
        Set<String> kinds = new LinkedHashSet<>();
        plateaus.forEach(plateau -> kinds.addAll(plateau.kinds().keySet()));
        String column = "%-" + Lines.width(KIND_WIDTH, kinds) + "s";
        lines.add(HEADER, column.formatted(""), "", "", "latency, from due to visible", "service time");
        lines.add(ROW, column.formatted("change"), "arm", "count", "p50", "p95", "p99", "max", "p50", "p95");
        kinds.forEach(kind ->
                rows(lines, column, kind, plateaus, plateau -> plateau.kinds().getOrDefault(kind, new Timings())));
        rows(lines, column, Comparison.ALL, plateaus, PlateauResult::all);
        lines.add("");
        lines.add("  Service time runs from the moment the sync could see a change to the moment it is visible.");
        lines.add("  Changes wait for those before them: both times of an edit hold that of a pull it queued behind.");
        lines.add(
                "  \"%s\": a percentile p needs 10/(1-p) samples: p50 20, p95 200, p99 1,000. \">=\": it falls on changes that failed.",
                Lines.TOO_FEW);
        plateaus.forEach(plateau -> lines.add(
                "  The generator's own lag in %s, in ms: p50 %s, p99 %s.",
                plateau.arm(),
                Lines.milliseconds(plateau.all().lag(), 50),
                Lines.milliseconds(plateau.all().lag(), 99)));
    }

    private static void rows(
            Lines lines,
            String column,
            String kind,
            List<PlateauResult> plateaus,
            Function<PlateauResult, Timings> timings) {
        for (PlateauResult plateau : plateaus) {
            Figures latency = timings.apply(plateau).syncLatency();
            Figures service = timings.apply(plateau).serviceTime();
            lines.add(
                    ROW,
                    column.formatted(plateau == plateaus.get(0) ? kind : ""),
                    plateau.arm(),
                    Wording.count(latency.count()),
                    Lines.milliseconds(latency, 50),
                    Lines.milliseconds(latency, 95),
                    Lines.milliseconds(latency, 99),
                    latency.count() == 0 ? "-" : Lines.milliseconds(latency, 100),
                    Lines.milliseconds(service, 50),
                    Lines.milliseconds(service, 95));
        }
    }
}
