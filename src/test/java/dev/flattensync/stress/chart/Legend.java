package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/** What the signs of a plot mean, in as many rows as it takes. */
final class Legend {
    static final int ROW = 20;

    private static final int SIGN = 22;
    private static final int BEFORE_LABEL = 6;
    private static final int BETWEEN = 18;
    private static final int BAR = 12;
    private static final int MOST_LETTERS = 40;

    /** Where an entry is. */
    private record Placed(Key key, String label, double x, int row) {}

    private final List<Placed> entries;
    private final int rows;

    Legend(List<Key> keys, double width) {
        this.entries = new ArrayList<>();
        double x = 0;
        int row = 0;
        for (Key key : keys) {
            String label = Label.fitting(Label.of(key.label(), MOST_LETTERS), width - SIGN - BEFORE_LABEL);
            double needed = SIGN + BEFORE_LABEL + Label.width(label);
            if (x > 0 && x + needed > width) {
                x = 0;
                row++;
            }
            entries.add(new Placed(key, label, x, row));
            x += needed + BETWEEN;
        }
        this.rows = keys.isEmpty() ? 0 : row + 1;
    }

    /** Pixels. */
    int height() {
        return rows * ROW;
    }

    void draw(Element parent, Hatch hatch) {
        for (Placed entry : entries) {
            Element group = Markup.add(
                    parent,
                    "g",
                    "transform",
                    "translate(%s %s)".formatted(Svg.number(entry.x()), entry.row() * ROW + ROW / 2));
            sign(group, entry.key(), hatch);
            Markup.add(
                            group,
                            "text",
                            "x",
                            String.valueOf(SIGN + BEFORE_LABEL),
                            "dy",
                            "0.35em",
                            "style",
                            Style.text(Tone.INK))
                    .setTextContent(entry.label());
        }
    }

    private static void sign(Element group, Key key, Hatch hatch) {
        Look look = key.look();
        String color = look.tone().value();
        switch (key.sign()) {
            case LINE -> line(group, color, "");
            case DASHED_LINE -> line(group, color, ";stroke-dasharray:5 3");
            case LINE_WITH_POINT -> {
                line(group, color, "");
                point(group, look.shape().path(), color, color, 1);
            }
            case POINT -> point(group, look.shape().path(), color, color, 1);
            case HOLLOW_POINT -> hollow(group, look);
            case SMALL_POINT -> point(group, look.shape().path(), color, color, 0.6);
            case FULL_BAR -> box(group, "fill:" + color, Bars.Fill.FULL.opacity(), color);
            case HALF_BAR -> box(group, "fill:" + color, Bars.Fill.HALF.opacity(), color);
            case LIGHT_BAR -> box(group, "fill:" + color, Bars.Fill.LIGHT.opacity(), color);
            case TINT -> box(group, "fill:" + color, Bands.TINT, "none");
            case HATCH -> box(group, hatch.fill(), 1, "none");
        }
    }

    private static void hollow(Element group, Look look) {
        String color = look.tone().value();
        if (look.shape() == Shape.CROSS) {
            point(group, Shape.DISC.path(), Tone.PAPER.value(), color, 1);
            point(group, look.shape().path(), "none", color, 0.75);
        } else {
            point(group, look.shape().path(), Tone.PAPER.value(), color, 1);
        }
    }

    private static void line(Element group, String color, String dashes) {
        Markup.add(
                group, "path", "d", "M0 0H" + SIGN, "style", "fill:none;stroke:" + color + ";stroke-width:2" + dashes);
    }

    private static void point(Element group, String path, String fill, String stroke, double scale) {
        Markup.add(
                group,
                "path",
                "d",
                path,
                "transform",
                "translate(%d 0) scale(%s)".formatted(SIGN / 2, Svg.number(scale)),
                "style",
                "fill:" + fill + ";stroke:" + stroke + ";stroke-width:1.6");
    }

    private static void box(Element group, String fill, double opacity, String stroke) {
        Markup.add(
                group,
                "rect",
                "x",
                String.valueOf((SIGN - BAR) / 2),
                "y",
                String.valueOf(-BAR / 2),
                "width",
                String.valueOf(BAR),
                "height",
                String.valueOf(BAR),
                "style",
                fill + ";fill-opacity:" + Svg.number(opacity) + ";stroke:" + stroke);
    }
}
