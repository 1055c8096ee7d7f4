package dev.flattensync.stress.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The specifications that the chart library draws. */
final class Spec {
    /** A colour that nothing else has: what is filled with it gets lines aslant. */
    static final String HATCH = "#00fe01";

    private Spec() {}

    /** A layer of the library, which is not to show tooltips. */
    static Map<String, Object> layer(String geometry, Map<String, Object> data, Map<String, Object> mapping) {
        return map("geom", geometry, "data", data, "mapping", mapping, "tooltips", "none");
    }

    /** A rectangle without an outline. */
    static Map<String, Object> box(double left, double right, double bottom, double top) {
        Map<String, Object> box = layer(
                "rect",
                map("left", List.of(left), "right", List.of(right), "bottom", List.of(bottom), "top", List.of(top)),
                map("xmin", "left", "xmax", "right", "ymin", "bottom", "ymax", "top"));
        box.put("size", 0);
        return box;
    }

    /** A label, at the height of its middle: {@code left}, {@code middle} or {@code right} of it is at x. */
    static Map<String, Object> text(double x, double y, String label, String adjusted) {
        Map<String, Object> text = layer(
                "text",
                map("x", List.of(x), "y", List.of(y), "label", List.of(label)),
                map("x", "x", "y", "y", "label", "label"));
        text.put("hjust", adjusted);
        text.put("vjust", "center");
        text.put("color", Tone.INK.light());
        return text;
    }

    /** Not {@link Map#of}: the order is kept, and the library changes it. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
