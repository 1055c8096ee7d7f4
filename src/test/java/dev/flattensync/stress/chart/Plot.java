package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;
import org.w3c.dom.Element;

/**
 * A chart within an HTML page, drawn by <a href="https://lets-plot.org">Lets-Plot</a>: transparent, in the page's
 * colours ({@link Tone}), without script, style sheet or anything from elsewhere. {@link Chart} is for files instead.
 *
 * @param title what is read out to those who can't see it
 * @param description what it shows, for the same
 * @param x the horizontal axis
 * @param y the vertical axis; its title is above it
 * @param layers the first is at the back
 * @param legend in order; it is below
 */
public record Plot(String title, String description, Axis x, Axis y, List<Layer> layers, List<Key> legend) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final String FONTS =
            "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;overflow:visible";
    private static final int MOST_LETTERS = 1_000;
    private static final int TITLE_OF_AXIS = 18;
    private static final int ABOVE_LEGEND = 8;
    private static final int HEIGHT_OF_BAR = 18;
    private static final int BETWEEN_ROWS = 12;
    private static final int LEAST_HEIGHT = 180;
    /** What the library leaves free at the right and above, and between labels and marks. */
    private static final int MARGIN = 10;

    private static final int TICK_LABELS = 20;

    /** Whether there is nothing to draw. */
    public boolean isEmpty() {
        return layers.stream().allMatch(Layer::isEmpty);
    }

    /**
     * The chart as an {@code svg} element, the same for the same chart. It is as wide as its place on the page.
     *
     * @param idPrefix a name that no other chart on the page has
     * @throws IllegalArgumentException if the prefix is not a letter followed by letters, digits, - or _
     */
    public String svg(Format format, String idPrefix) {
        if (!PREFIX.matcher(idPrefix).matches()) {
            throw new IllegalArgumentException(
                    "a prefix of ids is a letter followed by letters, digits, - or _, not: " + idPrefix);
        }
        Hatch hatch = new Hatch(idPrefix + "-hatch");
        Legend keys = new Legend(legend, format.width());
        int top = y.title().isBlank() ? 0 : TITLE_OF_AXIS;
        int below = (x.title().isBlank() ? 0 : TITLE_OF_AXIS) + (legend.isEmpty() ? 0 : ABOVE_LEGEND + keys.height());
        int drawn = drawnHeight(format, top + below);

        Element root = Markup.root();
        root.setAttribute("viewBox", "0 0 " + format.width() + " " + (top + drawn + below));
        root.setAttribute("width", "100%");
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", idPrefix + "-title " + idPrefix + "-desc");
        root.setAttribute("style", FONTS);
        Markup.add(root, "title", "id", idPrefix + "-title").setTextContent(Label.of(title, MOST_LETTERS));
        Markup.add(root, "desc", "id", idPrefix + "-desc").setTextContent(Label.of(description, MOST_LETTERS));
        hatch.define(root);
        Element marks = Markup.add(root, "g", "transform", "translate(0 " + top + ")");
        new Themed(hatch).copy(Markup.parsed(drawn(format, drawn)), marks);
        titles(root, format, top + drawn);
        Element legendGroup =
                Markup.add(root, "g", "transform", "translate(0 " + (top + drawn + below - keys.height()) + ")");
        keys.draw(legendGroup, hatch);
        return Markup.text(root);
    }

    private int drawnHeight(Format format, int besides) {
        int bars = layers.stream()
                .filter(Bars.class::isInstance)
                .mapToInt(layer -> ((Bars) layer).inRow())
                .max()
                .orElse(0);
        return bars == 0
                ? Math.max(LEAST_HEIGHT, format.height() - besides)
                : y.ticks().size() * (bars * HEIGHT_OF_BAR + BETWEEN_ROWS) + MARGIN + TICK_LABELS;
    }

    private void titles(Element root, Format format, int bottom) {
        if (!y.title().isBlank()) {
            Markup.add(root, "text", "x", "0", "y", "12", "style", Style.text(Tone.MUTED))
                    .setTextContent(Label.fitting(y.title(), format.width()));
        }
        if (!x.title().isBlank()) {
            Markup.add(
                            root,
                            "text",
                            "x",
                            String.valueOf(format.width() - MARGIN),
                            "y",
                            String.valueOf(bottom + 10),
                            "text-anchor",
                            "end",
                            "style",
                            Style.text(Tone.MUTED))
                    .setTextContent(Label.fitting(x.title(), format.width()));
        }
    }

    private String drawn(Format format, int height) {
        Frame frame = frame(format, height);
        List<Map<String, Object>> specs = new ArrayList<>();
        layers.stream().filter(layer -> !layer.isEmpty()).forEach(layer -> specs.addAll(layer.specs(frame)));
        if (specs.isEmpty()) {
            specs.add(Spec.layer("blank", Spec.map("x", List.of(), "y", List.of()), Spec.map("x", "x", "y", "y")));
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

    /** The axes as they are shown: with room for labels above marks, and beside bars. */
    private Frame frame(Format format, int height) {
        Axis left = y.labelled(format.letters());
        double labels = left.labels().stream().mapToDouble(Label::width).max().orElse(0);
        double width = format.width() - MARGIN - labels;
        double inner = height - MARGIN - TICK_LABELS;
        double beside = layers.stream()
                .filter(Bars.class::isInstance)
                .mapToDouble(layer -> ((Bars) layer).roomForLabels(width))
                .max()
                .orElse(0);
        Axis across = x.thinned(format.ticks()).labelled(format.letters()).withRoom(beside);
        Frame frame = new Frame(across, left, width, inner);
        int rows = layers.stream()
                .mapToInt(layer -> layer.rowsOfLabels(frame))
                .max()
                .orElse(0);
        return new Frame(across, left.withRoom(Math.min(rows * Frame.ROW_OF_LABELS / inner, 0.5)), width, inner);
    }

    private Map<String, Object> theme() {
        Map<String, Object> nothing = Spec.map("name", "blank", "blank", true);
        boolean bars = layers.stream().anyMatch(Bars.class::isInstance);
        Map<String, Object> grid = Spec.map("name", "line", "blank", false, "color", Tone.GRID.light(), "size", 1);
        return Spec.map(
                "name", "light",
                "legend_position", "none",
                "plot_background", nothing,
                "panel_background", nothing,
                "panel_border", nothing,
                "panel_grid_minor", nothing,
                "panel_grid_major_x", grid,
                "panel_grid_major_y", bars ? nothing : grid,
                "axis_line", nothing,
                "axis_ticks", nothing,
                "axis_title", nothing,
                "axis_text", Spec.map("name", "text", "blank", false, "size", Label.FONT_SIZE));
    }
}
