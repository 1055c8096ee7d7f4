package dev.flattensync.stress.chart;

import org.w3c.dom.Element;

/** Grey lines aslant, as a pattern that the plots of a page do not share. */
record Hatch(String id) {
    void define(Element root) {
        Element pattern = Markup.add(
                Markup.add(root, "defs"),
                "pattern",
                "id",
                id,
                "width",
                "6",
                "height",
                "6",
                "patternUnits",
                "userSpaceOnUse",
                "patternTransform",
                "rotate(45)");
        Markup.add(
                pattern,
                "path",
                "d",
                "M0 0V6",
                "style",
                "stroke:" + Tone.MUTED.value() + ";stroke-width:1.5;stroke-opacity:0.45");
    }

    String fill() {
        return "fill:url(#" + id + ")";
    }
}
