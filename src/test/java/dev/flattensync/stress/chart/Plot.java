package dev.flattensync.stress.chart;

import java.util.List;
import java.util.regex.Pattern;
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
    private static final int MARGIN = Panel.MARGIN;

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
        Panel panel = new Panel(this, format, format.height() - top - below);
        int drawn = panel.height();

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
        new Themed(hatch).copy(Markup.parsed(panel.drawn()), marks);
        titles(root, format, top + drawn);
        Element legendGroup =
                Markup.add(root, "g", "transform", "translate(0 " + (top + drawn + below - keys.height()) + ")");
        keys.draw(legendGroup, hatch);
        return Markup.text(root);
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
}
