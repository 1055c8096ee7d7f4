package dev.flattensync.stress.measure;

import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.Findings;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sync latencies of each arm against those of the first, on one plateau. The i-th blocks of two arms had the same
 * events on the same documents: they form a pair, and pairs are what is compared, never single changes.
 *
 * @param step the plateau's step
 * @param cells one for each other arm, kind of change (and all of them together) and percentile
 */
public record Comparison(int step, List<Cell> cells) {
    /** The label of all changes together. */
    public static final String ALL = "all changes";

    /** The percentiles that are compared. */
    public static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0);

    /**
     * A cell of the table.
     *
     * @param kind the label of the kind of change
     * @param arm the arm's label
     * @param percentile 0 to 100
     * @param ratio of the arm's percentile to the first arm's; empty if fewer than two pairs have the samples that the
     *     percentile needs in each block, or in any block it is only known to be over the time-out
     * @param finding what may be said, by Holm's correction over all cells that have a ratio
     */
    public record Cell(String kind, String arm, double percentile, Optional<RatioEstimate> ratio, Finding finding) {}

    /** Compares what is valid in every arm; empty if nothing is, or there is but one arm. */
    public static Optional<Comparison> of(Results results) {
        return results.arms().size() < 2
                ? Optional.empty()
                : results.comparedStep().map(step -> of(results, step));
    }

    private static Comparison of(Results results, int step) {
        PlateauResult base = results.plateau(results.arms().get(0), step);
        List<Cell> cells = new ArrayList<>();
        for (String arm : results.arms().subList(1, results.arms().size())) {
            BlockPairs pairs = BlockPairs.of(results.plateau(arm, step), base);
            Set<String> kinds = new LinkedHashSet<>(base.kinds().keySet());
            kinds.addAll(results.plateau(arm, step).kinds().keySet());
            kinds.add(ALL);
            for (String kind : kinds) {
                for (double percentile : PERCENTILES) {
                    cells.add(new Cell(kind, arm, percentile, pairs.ratio(kind, percentile), Finding.TOO_FEW_PAIRS));
                }
            }
        }
        Iterator<Finding> findings = Findings.of(
                        cells.stream().flatMap(cell -> cell.ratio().stream()).toList())
                .iterator();
        return new Comparison(
                step,
                cells.stream()
                        .map(cell -> cell.ratio().isEmpty() ? cell : with(cell, findings.next()))
                        .toList());
    }

    /** The cells of a kind of change in an arm, by percentile. */
    public Map<Double, Cell> cells(String arm, String kind) {
        Map<Double, Cell> found = new LinkedHashMap<>();
        cells.stream()
                .filter(cell -> cell.arm().equals(arm) && cell.kind().equals(kind))
                .forEach(cell -> found.put(cell.percentile(), cell));
        return found;
    }

    private static Cell with(Cell cell, Finding finding) {
        return new Cell(cell.kind(), cell.arm(), cell.percentile(), cell.ratio(), finding);
    }
}
