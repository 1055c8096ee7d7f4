package dev.flattensync.stress.chart;

import java.util.List;
import java.util.Map;

/**
 * Points of one series.
 *
 * @param mark how they differ from other points of the series
 */
public record Points(Look look, Mark mark, List<Point> points) implements Layer {
    /** How a point is drawn. */
    public enum Mark {
        FILLED(2.8),
        /** The same in outline. */
        HOLLOW(2.8),
        /** Filled, where there are many. */
        SMALL(1.1);

        private final double size;

        Mark(double size) {
            this.size = size;
        }
    }

    @Override
    public boolean isEmpty() {
        return points.isEmpty();
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Point> visible = frame.visible(points);
        boolean hollow = mark == Mark.HOLLOW;
        Map<String, Object> spec = Spec.layer(
                "point",
                Spec.map(
                        "x", visible.stream().map(Point::x).toList(),
                        "y", visible.stream().map(Point::y).toList()),
                Spec.map("x", "x", "y", "y"));
        spec.put("shape", look.shape().number(hollow));
        spec.put("color", look.tone().light());
        spec.put("fill", (hollow ? Tone.PAPER : look.tone()).light());
        spec.put("size", mark.size);
        return List.of(spec);
    }
}
