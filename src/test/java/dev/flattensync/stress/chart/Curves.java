package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Curves of one series.
 *
 * @param dashed whether they are, or solid
 * @param pieces points that are joined; there is a gap between one list and the next
 */
public record Curves(Look look, boolean dashed, List<List<Point>> pieces) implements Layer {
    private static final double SIZE = 0.9;

    /** A solid line without gaps. */
    public static Curves solid(Look look, List<Point> points) {
        return new Curves(look, false, List.of(points));
    }

    /** A dashed line without gaps. */
    public static Curves dashed(Look look, List<Point> points) {
        return new Curves(look, true, List.of(points));
    }

    @Override
    public boolean isEmpty() {
        return pieces.stream().allMatch(List::isEmpty);
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int piece = 0; piece < pieces.size(); piece++) {
            for (Point point : frame.visible(pieces.get(piece))) {
                xs.add(point.x());
                ys.add(point.y());
                groups.add(piece);
            }
        }
        Map<String, Object> spec = Spec.layer(
                "path", Spec.map("x", xs, "y", ys, "piece", groups), Spec.map("x", "x", "y", "y", "group", "piece"));
        spec.put("color", look.tone().light());
        spec.put("size", SIZE);
        spec.put("linetype", dashed ? "dashed" : "solid");
        return List.of(spec);
    }
}
