package dev.flattensync.stress.chart;

import dev.flattensync.stress.chart.Bands.Band;
import dev.flattensync.stress.chart.Bars.Bar;
import dev.flattensync.stress.chart.Bars.Part;
import dev.flattensync.stress.chart.Key.Sign;
import dev.flattensync.stress.chart.Layer.Point;
import dev.flattensync.stress.chart.Points.Mark;
import dev.flattensync.stress.chart.VerticalLines.VerticalLine;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A plot of each kind that a comparison page has, with a label that the test chooses. */
final class PlantedPlots {
    private static final Look FIRST = Palette.series(0);
    private static final Look SECOND = Palette.series(1);

    private PlantedPlots() {}

    static List<Plot> all(String label) {
        return List.of(byPercentile(label), againstRate(label), overTime(label), bars(label));
    }

    static Plot byPercentile(String label) {
        List<Point> points = DoubleStream.of(50, 75, 90, 95, 99, 99.9)
                .mapToObj(percentile -> new Point(Axis.percentile(percentile), percentile - 49.5))
                .toList();
        return new Plot(
                "By percentile " + label,
                "What is slow " + label,
                Axis.ofPercentiles("percentile " + label, 99.9),
                Axis.logarithmic("ms " + label, points.stream().map(Point::y).toList()),
                List.of(Curves.solid(FIRST, points), new Points(FIRST, Mark.FILLED, points)),
                List.of(new Key(Sign.LINE_WITH_POINT, FIRST, label)));
    }

    static Plot againstRate(String label) {
        List<Point> sustained = List.of(new Point(100, 1), new Point(500, 2));
        List<Point> unsustained = List.of(new Point(900, 400));
        return new Plot(
                "Against rate " + label,
                label,
                Axis.linear("changes/s", List.of(900.0)),
                Axis.logarithmic("ms", List.of(1.0, 400.0)),
                List.of(
                        new VerticalLines(
                                List.of(new VerticalLine(FIRST, 600, label), new VerticalLine(SECOND, 610, label))),
                        Curves.dashed(SECOND, sustained),
                        new Points(SECOND, Mark.FILLED, sustained),
                        new Points(Palette.series(5), Mark.HOLLOW, unsustained)),
                List.of(
                        new Key(Sign.POINT, FIRST, label),
                        new Key(Sign.DASHED_LINE, Palette.NEUTRAL, "p50"),
                        new Key(Sign.HOLLOW_POINT, Palette.series(5), "not sustained")));
    }

    static Plot overTime(String label) {
        return new Plot(
                "Over time " + label,
                label,
                Axis.linear("seconds", List.of(60.0)),
                Axis.logarithmic("ms", List.of(1.0, 8.0)),
                List.of(
                        new Bands(List.of(
                                new Band(FIRST, Bands.Fill.HATCH, 0, 5, ""),
                                new Band(FIRST, Bands.Fill.TINT, 5, 30, label),
                                new Band(SECOND, Bands.Fill.TINT, 30, 60, label))),
                        new Curves(
                                FIRST,
                                false,
                                List.of(
                                        List.of(new Point(1, 1), new Point(29, 2)),
                                        List.of(new Point(31, 1), new Point(59, 2)))),
                        new Points(FIRST, Mark.SMALL, List.of(new Point(20, 8)))),
                List.of(
                        new Key(Sign.LINE, FIRST, label),
                        new Key(Sign.SMALL_POINT, FIRST, "maximum"),
                        new Key(Sign.TINT, FIRST, "block"),
                        new Key(Sign.HATCH, Palette.NEUTRAL, "warm-up")));
    }

    static Plot bars(String label) {
        List<Part> parts =
                List.of(new Part(Bars.Fill.FULL, 1.5), new Part(Bars.Fill.HALF, 20), new Part(Bars.Fill.LIGHT, 2));
        return new Plot(
                "Bars " + label,
                label,
                Axis.linear("rows", List.of(23.5)),
                Axis.ofRows(List.of(label, label)),
                List.of(new Bars(
                        List.of(new Bar(0, FIRST, parts, label), Bar.of(0, SECOND, 3, "3"), Bar.of(1, FIRST, 0, "0")))),
                Stream.of(Sign.FULL_BAR, Sign.HALF_BAR, Sign.LIGHT_BAR)
                        .map(sign -> new Key(sign, Palette.NEUTRAL, label))
                        .toList());
    }
}
