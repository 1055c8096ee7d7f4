package dev.flattensync.stress.page;

import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Timings;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.RatioEstimate;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The table of latencies: kinds of change by contenders, on one plateau.
 *
 * @param rate of the plateau, with its unit
 * @param blocks how many blocks of each contender count, in words
 * @param base what ratios are to; empty if nothing is compared
 * @param kinds in the order of the run, all changes last
 */
record LatencyView(String rate, String blocks, String base, List<Kind> kinds) {
    private static final List<Double> PERCENTILES = List.of(50.0, 95.0, 99.0, 100.0);
    private static final List<Double> SERVICE_PERCENTILES = List.of(50.0, 95.0);
    private static final String TOO_FEW = "too few";

    /** A kind of change: a row for each contender. */
    record Kind(String label, List<Row> rows) {}

    /**
     * A contender.
     *
     * @param figures p50, p95, p99 and maximum of the sync latency
     * @param service p50 and p95 of the service time
     */
    record Row(Sign sign, String count, List<Figure> figures, List<String> service) {}

    /**
     * A percentile.
     *
     * @param millis in milliseconds; or that there are too few samples
     * @param known whether there are enough
     * @param ratio to the base, with interval; empty if it can't be said, or of the base
     * @param finding in words; empty without a ratio
     * @param tone {@code better} or {@code worse} if a difference may be claimed, else {@code open}
     */
    record Figure(String millis, boolean known, String ratio, String finding, String tone) {}

    /** The table of the plateau that is compared; empty if none is valid for all. */
    static Optional<LatencyView> of(Lineup lineup) {
        Results results = lineup.results();
        return results.comparedStep().map(step -> new Builder(lineup, results, step).view());
    }

    /** What all cells are made from. */
    private record Builder(
            List<Sign> signs, Results results, Optional<Comparison> comparison, List<PlateauResult> plateaus) {

        Builder(Lineup lineup, Results results, int step) {
            this(
                    Sign.of(lineup),
                    results,
                    lineup.comparison(),
                    results.arms().stream()
                            .map(arm -> results.plateau(arm, step))
                            .toList());
        }

        LatencyView view() {
            Set<String> kinds = new LinkedHashSet<>();
            plateaus.forEach(plateau -> kinds.addAll(plateau.kinds().keySet()));
            List<Kind> rows = new ArrayList<>();
            kinds.stream()
                    .filter(kind -> plateaus.stream()
                            .anyMatch(plateau ->
                                    timings(plateau, kind).syncLatency().count() > 0))
                    .forEach(kind -> rows.add(kind(kind)));
            rows.add(kind(Comparison.ALL));
            return new LatencyView(
                    Rates.text(plateaus.get(0).rate()),
                    Wording.joined(plateaus.stream()
                            .map(plateau ->
                                    "%d of %s".formatted(plateau.runs().size() - plateau.voidRuns(), plateau.arm()))
                            .toList()),
                    comparison.isPresent() ? results.arms().get(0) : "",
                    rows);
        }

        private Kind kind(String kind) {
            return new Kind(
                    kind,
                    IntStream.range(0, plateaus.size())
                            .mapToObj(i -> row(kind, i))
                            .toList());
        }

        private Row row(String kind, int contender) {
            Timings timings = timings(plateaus.get(contender), kind);
            return new Row(
                    signs.get(contender),
                    Wording.count(timings.syncLatency().count()),
                    PERCENTILES.stream()
                            .map(percentile -> figure(timings.syncLatency(), contender, kind, percentile))
                            .toList(),
                    SERVICE_PERCENTILES.stream()
                            .map(percentile -> millis(timings.serviceTime(), percentile))
                            .toList());
        }

        private Figure figure(Figures figures, int contender, String kind, double percentile) {
            Optional<Comparison.Cell> cell = comparison.map(
                    all -> all.cells(results.arms().get(contender), kind).get(percentile));
            Optional<RatioEstimate> ratio = cell.flatMap(Comparison.Cell::ratio);
            Finding finding = cell.map(Comparison.Cell::finding).orElse(Finding.TOO_FEW_PAIRS);
            return new Figure(
                    millis(figures, percentile),
                    figures.percentileNanos(percentile).isPresent(),
                    ratio.map(Wording::ratio).orElse(""),
                    ratio.isPresent() ? finding.words() : "",
                    tone(finding));
        }

        private static String tone(Finding finding) {
            return Map.of(Finding.FASTER, "better", Finding.SLOWER, "worse").getOrDefault(finding, "open");
        }

        private static Timings timings(PlateauResult plateau, String kind) {
            return kind.equals(Comparison.ALL) ? plateau.all() : plateau.kinds().getOrDefault(kind, new Timings());
        }
    }

    /** Milliseconds; a percentile that falls on changes that failed is at least their time-out. */
    static String millis(Figures figures, double percentile) {
        String sign = figures.isCensored(percentile) ? "≥ " : "";
        return figures.percentileNanos(percentile).stream()
                .mapToObj(nanos -> sign + Wording.millis(nanos))
                .findFirst()
                .orElse(TOO_FEW);
    }
}
