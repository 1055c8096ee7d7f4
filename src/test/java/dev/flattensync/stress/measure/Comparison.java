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
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

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
            List<Pair> pairs = pairs(results.plateau(arm, step), base);
            Set<String> kinds = new LinkedHashSet<>(base.kinds().keySet());
            kinds.addAll(results.plateau(arm, step).kinds().keySet());
            kinds.add(ALL);
            for (String kind : kinds) {
                for (double percentile : PERCENTILES) {
                    cells.add(new Cell(kind, arm, percentile, ratio(pairs, kind, percentile), Finding.TOO_FEW_PAIRS));
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

    /** The same plateau in the i-th blocks of two arms, by kind of change. */
    private record Pair(Map<String, Timings> figures, Map<String, Timings> base) {}

    /** The pairs of which neither is void. */
    private static List<Pair> pairs(PlateauResult arm, PlateauResult base) {
        return IntStream.range(0, Math.min(arm.runs().size(), base.runs().size()))
                .filter(i -> arm.runs().get(i).generator().isValid()
                        && base.runs().get(i).generator().isValid())
                .mapToObj(i ->
                        new Pair(withAll(arm.runs().get(i)), withAll(base.runs().get(i))))
                .toList();
    }

    private static Map<String, Timings> withAll(PlateauRun run) {
        Map<String, Timings> kinds = new LinkedHashMap<>(run.kinds());
        kinds.put(ALL, run.all());
        return kinds;
    }

    private static Optional<RatioEstimate> ratio(List<Pair> pairs, String kind, double percentile) {
        List<double[]> figures = new ArrayList<>();
        for (Pair pair : pairs) {
            if (isCensored(pair.figures(), kind, percentile) || isCensored(pair.base(), kind, percentile)) {
                // Without its worst blocks an arm would look better than it is.
                return Optional.empty();
            }
            OptionalLong figure = stated(pair.figures(), kind, percentile);
            OptionalLong base = stated(pair.base(), kind, percentile);
            if (figure.isPresent() && base.isPresent()) {
                figures.add(new double[] {figure.getAsLong(), base.getAsLong()});
            }
        }
        return figures.size() < 2
                ? Optional.empty()
                : Optional.of(RatioEstimate.of(
                        figures.stream().mapToDouble(pair -> pair[0]).toArray(),
                        figures.stream().mapToDouble(pair -> pair[1]).toArray()));
    }

    /** Whether a percentile of a block is only known to be over the time-out. */
    private static boolean isCensored(Map<String, Timings> block, String kind, double percentile) {
        Timings timings = block.get(kind);
        return timings != null && timings.syncLatency().isCensored(percentile);
    }

    /** A percentile of a block; empty with too few samples. */
    private static OptionalLong stated(Map<String, Timings> block, String kind, double percentile) {
        Timings timings = block.getOrDefault(kind, new Timings());
        OptionalLong nanos = timings.syncLatency().percentileNanos(percentile);
        return nanos.orElse(0) > 0 ? nanos : OptionalLong.empty();
    }

    private static Cell with(Cell cell, Finding finding) {
        return new Cell(cell.kind(), cell.arm(), cell.percentile(), cell.ratio(), finding);
    }
}
