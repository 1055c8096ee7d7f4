package dev.flattensync.stress.artifact;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The latencies of a kind of change in an arm, as the summary shows them.
 *
 * @param count of changes
 * @param percentiles p50, p95, p99 and the maximum, in milliseconds
 * @param ratios to the first arm, of those percentiles that can be compared
 */
record SummaryRow(String kind, String arm, String count, List<String> percentiles, List<Ratio> ratios) {
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 100.0);

    /**
     * A percentile against that of the first arm.
     *
     * @param figure which percentile, and the ratio with its interval
     * @param claimed whether the finding is that they differ
     */
    record Ratio(String figure, String finding, boolean claimed) {}

    /**
     * The rows of a plateau.
     *
     * @param plateaus one of each arm
     */
    static List<SummaryRow> of(List<PlateauResult> plateaus, Optional<Comparison> comparison) {
        Set<String> kinds = new LinkedHashSet<>();
        plateaus.forEach(plateau -> kinds.addAll(plateau.kinds().keySet()));
        kinds.add(Comparison.ALL);
        List<SummaryRow> rows = new ArrayList<>();
        for (String kind : kinds) {
            for (PlateauResult plateau : plateaus) {
                rows.add(row(kind, plateau, comparison));
            }
        }
        return rows;
    }

    private static SummaryRow row(String kind, PlateauResult plateau, Optional<Comparison> comparison) {
        Timings timings =
                kind.equals(Comparison.ALL) ? plateau.all() : plateau.kinds().getOrDefault(kind, new Timings());
        Figures latency = timings.syncLatency();
        return new SummaryRow(
                kind,
                plateau.arm(),
                Wording.count(latency.count()),
                PERCENTILES.stream()
                        .map(percentile -> millis(latency, percentile))
                        .toList(),
                comparison.map(all -> ratios(all, plateau.arm(), kind)).orElse(List.of()));
    }

    private static String millis(Figures latency, double percentile) {
        String sign = latency.isCensored(percentile) ? "≥ " : "";
        return latency.percentileNanos(percentile).stream()
                .mapToObj(nanos -> sign + Wording.millis(nanos))
                .findFirst()
                .orElse(latency.count() == 0 ? Wording.NONE : Lines.TOO_FEW);
    }

    private static List<Ratio> ratios(Comparison comparison, String arm, String kind) {
        return comparison.cells(arm, kind).values().stream()
                .filter(cell -> cell.ratio().isPresent())
                .map(cell -> new Ratio(
                        "p%d %s"
                                .formatted(
                                        Math.round(cell.percentile()),
                                        Wording.ratio(cell.ratio().get())),
                        cell.finding().words(),
                        cell.finding() == Finding.FASTER || cell.finding() == Finding.SLOWER))
                .toList();
    }
}
