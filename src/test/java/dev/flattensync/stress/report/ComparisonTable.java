package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Locale;

/** What may be said of the differences between arms: a line for each percentile that enough pairs of blocks have. */
final class ComparisonTable {
    private static final double CONFIDENCE = 0.95;
    private static final String ROW = "  %-16s %-12s %-4s %8s  %-18s %5s  %s";

    private ComparisonTable() {}

    static void print(Lines lines, Results results, Comparison comparison) {
        lines.title(
                "Latency as a ratio to that of %s, over pairs of blocks with the same events on the same data",
                results.arms().get(0));
        lines.add(ROW, "change", "arm", "", "ratio", "95% interval", "pairs", "");
        for (Cell cell : comparison.cells()) {
            cell.ratio().ifPresent(ratio -> {
                RatioEstimate.Interval interval = ratio.interval(CONFIDENCE);
                lines.add(
                        ROW,
                        cell.kind(),
                        cell.arm(),
                        "p" + Math.round(cell.percentile()),
                        String.format(Locale.ROOT, "x %.2f", ratio.ratio()),
                        String.format(Locale.ROOT, "%.2f to %.2f", interval.low(), interval.high()),
                        ratio.pairs(),
                        cell.finding().words());
            });
        }
        long left = comparison.cells().stream()
                .filter(cell -> cell.ratio().isEmpty())
                .count();
        lines.add("");
        lines.add(
                "  \"faster\" and \"slower\" hold for the whole table at 95%% (Holm), from six pairs on. %s",
                left == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, "%d cells have too few samples in a block and are left out.", left));
    }
}
