package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Labelled lines from top to bottom. Labels that would touch are put below each other.
 *
 * @param lines in any order; one beyond the end of the axis is left out, because elsewhere it would be wrong
 */
public record VerticalLines(List<VerticalLine> lines) implements Layer {
    private static final double SIZE = 0.6;

    /**
     * A line.
     *
     * @param at where on the horizontal axis
     * @param label at its upper end
     */
    public record VerticalLine(Look look, double at, String label) {}

    @Override
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public int rowsOfLabels(Frame frame) {
        return LineLabel.placed(lines, frame).stream()
                .mapToInt(label -> label.row() + 1)
                .max()
                .orElse(0);
    }

    /** Lines begin at their label, so that they do not cross those above it. */
    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<LineLabel> labels = LineLabel.placed(lines, frame);
        List<Map<String, Object>> specs = new ArrayList<>();
        for (LineLabel label : labels) {
            specs.add(segment(label.line(), frame, frame.rowOfLabels(label.row())));
        }
        for (LineLabel label : labels) {
            double at = label.line().at();
            double y = frame.rowOfLabels(label.row());
            specs.addAll(new Points(label.line().look(), Points.Mark.FILLED, List.of(new Point(at, y))).specs(frame));
            specs.add(Spec.text(
                    frame.beside(at, label.isLeft() ? -LineLabel.GAP : LineLabel.GAP),
                    y,
                    label.text(),
                    label.isLeft() ? "right" : "left"));
        }
        return specs;
    }

    private static Map<String, Object> segment(VerticalLine line, Frame frame, double top) {
        Map<String, Object> segment = Spec.layer(
                "segment",
                Spec.map("x", List.of(line.at()), "low", List.of(frame.y().low()), "high", List.of(top)),
                Spec.map("x", "x", "xend", "x", "y", "low", "yend", "high"));
        segment.put("color", line.look().tone().light());
        segment.put("size", SIZE);
        segment.put("linetype", "dotted");
        return segment;
    }
}
