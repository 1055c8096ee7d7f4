package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/** What the chart library draws of a plot: the marks, the grid and the labels of the axes. */
final class Panel {
    /** What the library leaves free at the right and above, pixels. */
    static final int MARGIN = 10;

    private static final int HEIGHT_OF_BAR = 18;
    private static final int BETWEEN_ROWS = 12;
    private static final int LEAST_HEIGHT = 180;
    private static final int TICK_LABELS = 20;
    private static final double BESIDE_LABEL = 10;
    private static final double HEIGHT_OF_LABEL = 22;

    private final Plot plot;
    private final Format format;
    private final int height;
    private final Frame frame;

    /**
     * Lays it out.
     *
     * @param wanted how high it should be, pixels; bars and labels above the marks make it higher
     */
    Panel(Plot plot, Format format, int wanted) {
        this.plot = plot;
        this.format = format;
        int marks = heightOfMarks(wanted - MARGIN - TICK_LABELS);
        Frame bare = withoutRoomAbove(marks);
        int above = (int) Math.ceil(Frame.ROW_OF_LABELS * largest(layer -> layer.rowsOfLabels(bare)));
        double inner = marks + above;
        this.height = marks + above + MARGIN + TICK_LABELS;
        this.frame = new Frame(bare.x(), bare.y().withRoom(above / inner), bare.width(), inner);
    }

    /** Pixels. */
    int height() {
        return height;
    }

    /** As the library writes it. */
    String drawn() {
        List<Map<String, Object>> specs = new ArrayList<>();
        plot.layers().forEach(layer -> specs.addAll(layer.specs(frame)));
        if (specs.isEmpty()) {
            specs.add(Spec.layer("point", Spec.map("x", List.of(), "y", List.of()), Spec.map("x", "x", "y", "y")));
        }
        Map<String, Object> spec = Spec.map(
                "kind", "plot",
                "ggsize", Spec.map("width", format.width(), "height", height),
                "layers", specs,
                "scales",
                        List.of(
                                frame.x().untitled().scale("x"),
                                frame.y().untitled().scale("y")),
                "theme", theme());
        return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(spec, null, new UnsupportedRGBEncoder(), false);
    }

    private int heightOfMarks(int wanted) {
        return hasBars()
                ? plot.y().ticks().size() * ((int) largest(Panel::barsInRow) * HEIGHT_OF_BAR + BETWEEN_ROWS)
                : Math.max(LEAST_HEIGHT, wanted);
    }

    private Frame withoutRoomAbove(double inner) {
        Axis labelled = plot.y().labelled(format.letters());
        Axis y = hasBars() ? labelled : labelled.spaced(inner, label -> HEIGHT_OF_LABEL);
        double labels = y.labels().stream().mapToDouble(Label::width).max().orElse(0);
        double width = format.width() - MARGIN - labels;
        Axis x = plot.x()
                .labelled(format.letters())
                .withRoom(largest(layer -> layer instanceof Bars bars ? bars.roomForLabels(width) : 0))
                .spaced(width, label -> Label.width(label) + BESIDE_LABEL);
        return new Frame(x, y, width, inner);
    }

    private boolean hasBars() {
        return largest(Panel::barsInRow) > 0;
    }

    private static double barsInRow(Layer layer) {
        return layer instanceof Bars bars ? bars.inRow() : 0;
    }

    private double largest(ToDoubleFunction<Layer> of) {
        return plot.layers().stream().mapToDouble(of).max().orElse(0);
    }

    private Map<String, Object> theme() {
        Map<String, Object> nothing = Spec.map("name", "blank", "blank", true);
        Map<String, Object> grid = Spec.map("name", "line", "blank", false, "color", Tone.GRID.light(), "size", 1);
        return Spec.map(
                "name", "light",
                "legend_position", "none",
                "plot_background", nothing,
                "panel_background", nothing,
                "panel_border", nothing,
                "panel_grid_minor", nothing,
                "panel_grid_major_x", grid,
                "panel_grid_major_y", hasBars() ? nothing : grid,
                "axis_line", nothing,
                "axis_ticks", nothing,
                "axis_title", nothing,
                "axis_text", Spec.map("name", "text", "blank", false, "size", Label.FONT_SIZE, "angle", 0));
    }
}
