package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A chart of points, and lines between them, on logarithmic axes, drawn by <a
 * href="https://lets-plot.org">Lets-Plot</a>, which needs neither a display nor fonts. On white, so that it can be read
 * on a page of any colour; series differ by colour and by shape.
 *
 * @param title above it, and what is read out to those who can't see it
 * @param width pixels
 * @param height pixels
 * @param series in the order of the legend
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param panels the names of the panels side by side; one without a name if there is but one
 * @param lines whether the points of a series are joined
 */
public record Chart(
        String title, int width, int height, List<Series> series, Axis x, Axis y, List<String> panels, boolean lines) {

    private static final double POINT_SIZE = 3.4;
    private static final double STROKE = 1.2;
    private static final double LINE_SIZE = 0.9;

    /**
     * What has one colour and one shape.
     *
     * @param label in the legend
     * @param color as in {@code #0072B2}
     * @param hollow whether points are, and lines dashed
     * @param points what it shows
     */
    public record Series(String label, String color, Shape shape, boolean hollow, List<Point> points) {}

    /**
     * A point.
     *
     * @param x a positive number, or on an axis of categories the place of one in their list
     * @param y the same
     * @param panel the panel that it is in
     */
    public record Point(double x, double y, String panel) {}

    /** Whether there is nothing to draw. */
    public boolean isEmpty() {
        return series.stream().allMatch(of -> of.points().isEmpty());
    }

    /** The chart as SVG, without script, the same for the same chart wherever it is drawn. */
    public String svg() {
        Map<String, Object> spec = Spec.map(
                "kind", "plot",
                "ggsize", Spec.map("width", width, "height", height),
                "ggtitle", Spec.map("text", title),
                "data", data(),
                "mapping",
                        Spec.map(
                                "x",
                                "x",
                                "y",
                                "y",
                                "color",
                                "series",
                                "fill",
                                "series",
                                "shape",
                                "series",
                                "linetype",
                                "series"),
                "layers", layers(),
                "scales", scales(),
                "theme", theme());
        if (panels.size() > 1) {
            spec.put("facet", Spec.map("name", "grid", "x", "panel", "x_order", 0));
        }
        return Svg.stable(
                PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(spec, null, new UnsupportedRGBEncoder(), false),
                title,
                width,
                height);
    }

    private Map<String, Object> data() {
        List<Object> xs = new ArrayList<>();
        List<Object> ys = new ArrayList<>();
        List<Object> labels = new ArrayList<>();
        List<Object> inPanels = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            for (Point point : series.get(i).points()) {
                xs.add(x.place(point.x(), i, series.size()));
                ys.add(y.place(point.y(), i, series.size()));
                labels.add(series.get(i).label());
                inPanels.add(point.panel());
            }
        }
        return Spec.map("x", xs, "y", ys, "series", labels, "panel", inPanels);
    }

    private List<Object> layers() {
        Map<String, Object> points =
                Spec.map("geom", "point", "size", POINT_SIZE, "stroke", STROKE, "tooltips", "none");
        return lines
                ? List.of(Spec.map("geom", "line", "size", LINE_SIZE, "tooltips", "none"), points)
                : List.of(points);
    }

    private List<Object> scales() {
        return List.of(
                x.scale("x"),
                y.scale("y"),
                legend("color", Series::color),
                legend("fill", of -> of.hollow() ? "#FFFFFF" : of.color()),
                legend("shape", of -> of.shape().number()),
                legend("linetype", of -> of.hollow() ? "dashed" : "solid"));
    }

    private Map<String, Object> legend(String aesthetic, Function<Series, Object> value) {
        return Spec.map(
                "aesthetic",
                aesthetic,
                "name",
                "",
                "limits",
                series.stream().map(Series::label).toList(),
                "values",
                series.stream().map(value).toList());
    }

    private static Map<String, Object> theme() {
        return Spec.map(
                "name",
                "light",
                "legend_position",
                "bottom",
                "plot_background",
                Spec.map("name", "rect", "blank", false, "fill", "white", "color", "white"),
                "panel_grid_minor",
                Spec.map("name", "blank", "blank", true));
    }
}
