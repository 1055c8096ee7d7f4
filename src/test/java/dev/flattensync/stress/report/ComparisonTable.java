package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;
import java.util.Locale;

/** What may be said of the differences between arms: a line for each percentile that enough pairs of blocks have. */
final class ComparisonTable {
    private static final double CONFIDENCE = 0.95;
    private static final int KIND_WIDTH = 16;
    private static final String ROW = "  %s %-12s %-4s %9s  %-18s %5s  %s";

    private ComparisonTable() {}

    static void print(Lines lines, Results results, Comparison comparison) {
        lines.title(
                "Latency as a ratio to that of %s, over pairs of blocks with the same events on the same data",
                results.arms().get(0));
        List<Cell> shown = comparison.cells().stream()
                .filter(cell -> cell.ratio().isPresent())
                .toList();
        if (shown.isEmpty()) {
            lines.add("  No two pairs of blocks have the samples that a percentile needs, so nothing can be compared.");
            return;
        }
        String column =
                "%-" + Lines.width(KIND_WIDTH, shown.stream().map(Cell::kind).toList()) + "s";
        lines.add(ROW, column.formatted("change"), "arm", "", "ratio", "95% interval", "pairs", "");
        for (Cell cell : shown) {
            RatioEstimate ratio = cell.ratio().orElseThrow();
            RatioEstimate.Interval interval = ratio.interval(CONFIDENCE);
            lines.add(
                    ROW,
                    column.formatted(cell.kind()),
                    cell.arm(),
                    "p" + Math.round(cell.percentile()),
                    String.format(Locale.ROOT, "x %.2f", ratio.ratio()),
                    String.format(Locale.ROOT, "%.2f to %.2f", interval.low(), interval.high()),
                    ratio.pairs(),
                    cell.finding().words());
        }
        lines.add("");
        lines.add("  \"faster\" and \"slower\" hold for the whole table at 95%% (Holm), from six pairs on.");
        lines.add("  \"no difference shown\" is no proof that there is none.");
        int left = comparison.cells().size() - shown.size();
        if (left > 0) {
            lines.add(
                    "  Left out: %d of %d percentiles, which too few blocks have the samples for.",
                    left, comparison.cells().size());
        }
    }
}
