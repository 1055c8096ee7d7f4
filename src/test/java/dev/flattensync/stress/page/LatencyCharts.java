package dev.flattensync.stress.page;

import dev.flattensync.stress.chart.Axis;
import dev.flattensync.stress.chart.Curves;
import dev.flattensync.stress.chart.Key;
import dev.flattensync.stress.chart.Layer;
import dev.flattensync.stress.chart.Layer.Point;
import dev.flattensync.stress.chart.Look;
import dev.flattensync.stress.chart.Palette;
import dev.flattensync.stress.chart.Plot;
import dev.flattensync.stress.chart.Points;
import dev.flattensync.stress.chart.Points.Mark;
import dev.flattensync.stress.chart.VerticalLines;
import dev.flattensync.stress.chart.VerticalLines.VerticalLine;
import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.compare.Lineup;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Latency by percentile, and latency against the offered rate. */
final class LatencyCharts {
    static final String MILLISECONDS = "milliseconds, logarithmic";

    private static final double NANOS_PER_MILLI = 1e6;
    /** From the median on: twelve points between 90 and 99, as between 99 and 99.9. */
    private static final double POINTS_PER_NINE = 12;

    private static final double MOST_NINES = 5;

    private LatencyCharts() {}

    /** Which latency what share of all changes stayed under, on the plateau that is compared. */
    static Optional<ChartView> byPercentile(String id, Lineup lineup) {
        Results results = lineup.results();
        return results.comparedStep().flatMap(step -> {
            List<Layer> layers = new ArrayList<>();
            List<Key> keys = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            double highest = 0;
            for (int i = 0; i < results.arms().size(); i++) {
                Figures figures =
                        results.plateau(results.arms().get(i), step).all().syncLatency();
                List<Double> stated = percentiles(figures);
                highest = stated.stream().reduce(highest, Math::max);
                List<Point> points = stated.stream()
                        .map(percentile -> new Point(Axis.percentile(percentile), millis(figures, percentile)))
                        .toList();
                points.forEach(point -> values.add(point.y()));
                layers.add(Curves.solid(Palette.series(i), points));
                keys.add(
                        new Key(Key.Sign.LINE, Palette.series(i), results.arms().get(i)));
            }
            double rate = results.plateau(results.arms().get(0), step).rate();
            Plot plot = new Plot(
                    "Latency by percentile at " + Rates.text(rate),
                    "Sync latency of all changes: the horizontal axis is the percentile, the vertical one milliseconds on a logarithmic scale. "
                            + summary(results, step),
                    Axis.ofPercentiles("percentile of all changes", Math.max(90, highest)),
                    Axis.logarithmic(MILLISECONDS, values),
                    layers,
                    keys);
            return ChartView.of(
                    id,
                    plot,
                    "Each line ends at the highest percentile that has the samples to be stated. Where lines part, changes wait for slower ones.");
        });
    }

    /** The median and the 95th percentile at each rate that was offered. */
    static Optional<ChartView> byRate(String id, Lineup lineup) {
        List<Layer> layers = new ArrayList<>();
        List<Key> keys = new ArrayList<>();
        List<VerticalLine> limits = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < lineup.contenders().size(); i++) {
            Contender contender = lineup.contenders().get(i);
            Look look = Palette.series(i);
            List<Offered> offered = Offered.of(contender);
            for (double percentile : List.of(50.0, 95.0)) {
                List<Offered> stated =
                        offered.stream().filter(at -> at.states(percentile)).toList();
                stated.forEach(at -> values.add(at.point(percentile).y()));
                layers.add(new Curves(look, percentile < 95, List.of(medianOfEachRate(stated, percentile))));
                layers.add(points(look, Mark.FILLED, stated, true, percentile));
                layers.add(points(look, Mark.HOLLOW, stated, false, percentile));
            }
            offered.forEach(at -> rates.add(at.rate()));
            Offered.limit(contender).ifPresent(limit -> {
                rates.add(limit);
                limits.add(new VerticalLine(
                        look, limit, "%s sustains %s/s".formatted(contender.label(), Rates.number(limit))));
            });
            keys.add(new Key(Key.Sign.LINE_WITH_POINT, look, contender.label() + " p95"));
            keys.add(new Key(Key.Sign.DASHED_LINE, look, contender.label() + " p50"));
        }
        if (rates.stream().distinct().count() < 2) {
            return Optional.empty();
        }
        layers.add(new VerticalLines(limits));
        keys.add(new Key(Key.Sign.HOLLOW_POINT, Palette.NEUTRAL, "not sustained, or void"));
        Plot plot = new Plot(
                "Latency against the offered rate",
                "Median and 95th percentile of the sync latency of all changes at each offered rate. "
                        + (limits.isEmpty()
                                ? "No limit was found: the highest rate was sustained, or its plateau is void."
                                : limits.stream().map(VerticalLine::label).collect(Collectors.joining(", ")) + "."),
                Axis.linear("offered changes per second", rates),
                Axis.logarithmic(MILLISECONDS, values),
                layers,
                keys);
        return ChartView.of(
                id,
                plot,
                limits.isEmpty()
                        ? "No limit is marked: all rates were sustained, or nothing can be said of the highest."
                        : "A dotted line is the highest rate that was sustained below one that was not.");
    }

    /**
     * What was offered to a contender, and its latencies.
     *
     * @param rate changes per second
     * @param sustained whether the figures may be compared
     */
    private record Offered(double rate, boolean sustained, Figures latency) {

        static List<Offered> of(Contender contender) {
            List<Offered> offered = new ArrayList<>();
            contender
                    .plateaus()
                    .forEach(plateau -> offered.add(new Offered(
                            plateau.rate(),
                            plateau.validity().isValid(),
                            plateau.all().syncLatency())));
            contender
                    .capacity()
                    .ifPresent(capacity -> IntStream.range(0, capacity.probes().size())
                            .forEach(i -> offered.add(new Offered(
                                    capacity.probes().get(i).probe().rate(),
                                    capacity.probes().get(i).outcome().isValid(),
                                    capacity.plateaus().get(i).all().syncLatency()))));
            offered.sort(Comparator.comparingDouble(Offered::rate));
            return offered;
        }

        /** The highest rate that was sustained, if one above it was not. */
        static Optional<Double> limit(Contender contender) {
            if (contender.capacity().isPresent()) {
                return contender
                        .capacity()
                        .filter(capacity -> capacity.unsustained().isPresent())
                        .flatMap(capacity ->
                                capacity.sustained().stream().boxed().findFirst());
            }
            return contender.sustained().filter(limit -> contender.unsustained().isPresent());
        }

        boolean states(double percentile) {
            return latency.percentileNanos(percentile).isPresent();
        }

        Point point(double percentile) {
            return new Point(rate, millis(latency, percentile));
        }
    }

    private static Points points(Look look, Mark mark, List<Offered> offered, boolean sustained, double percentile) {
        return new Points(
                look,
                mark,
                offered.stream()
                        .filter(at -> at.sustained() == sustained)
                        .map(at -> at.point(percentile))
                        .toList());
    }

    /** A rate that was offered several times has one place on the line. */
    private static List<Point> medianOfEachRate(List<Offered> offered, double percentile) {
        Map<Double, double[]> byRate = offered.stream()
                .collect(Collectors.groupingBy(
                        Offered::rate,
                        TreeMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                same -> same.stream()
                                        .mapToDouble(at -> at.point(percentile).y())
                                        .sorted()
                                        .toArray())));
        return byRate.entrySet().stream()
                .map(at -> new Point(at.getKey(), at.getValue()[at.getValue().length / 2]))
                .toList();
    }

    /** Those that may be stated, in even steps on the axis. */
    private static List<Double> percentiles(Figures figures) {
        return DoubleStream.iterate(Math.log10(2), nines -> nines <= MOST_NINES, nines -> nines + 1 / POINTS_PER_NINE)
                .map(nines -> 100 * (1 - Math.pow(10, -nines)))
                .filter(percentile -> figures.percentileNanos(percentile).isPresent())
                .boxed()
                .toList();
    }

    private static double millis(Figures figures, double percentile) {
        return figures.percentileNanos(percentile).orElseThrow() / NANOS_PER_MILLI;
    }

    private static String summary(Results results, int step) {
        return results.arms().stream()
                .map(arm -> results.plateau(arm, step))
                .map(LatencyCharts::summary)
                .collect(Collectors.joining("; ", "", "."));
    }

    private static String summary(PlateauResult plateau) {
        Figures figures = plateau.all().syncLatency();
        return plateau.arm()
                + Wording.joined(DoubleStream.of(50, 95, 99)
                        .filter(percentile ->
                                figures.percentileNanos(percentile).isPresent())
                        .mapToObj(percentile ->
                                " p%d %s ms".formatted(Math.round(percentile), LatencyView.millis(figures, percentile)))
                        .toList());
    }
}
