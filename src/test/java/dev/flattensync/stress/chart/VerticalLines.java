package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Labelled lines from top to bottom. Labels that would touch are put below each other.
 *
 * @param lines in any order; one beyond the end of the axis is left out, because elsewhere it would be wrong
 */
public record VerticalLines(List<VerticalLine> lines) implements Layer {
    private static final int MOST_LETTERS = 28;
    private static final double SIZE = 0.6;
    private static final List<Double> DOTS = List.of(1.0, 2.6);
    private static final double GAP = 5;

    /**
     * A line.
     *
     * @param at where on the horizontal axis
     * @param label at its upper end
     */
    public record VerticalLine(Look look, double at, String label) {}

    /** Where a label has its place: beside its line, pixels from the left. */
    private record Placed(VerticalLine line, String label, double from, double to, boolean leftOfLine, int row) {}

    @Override
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public int rowsOfLabels(Frame frame) {
        return placed(frame).stream().mapToInt(label -> label.row() + 1).max().orElse(0);
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Map<String, Object>> specs = new ArrayList<>();
        List<Placed> placed = placed(frame);
        for (Placed label : placed) {
            Map<String, Object> spec = Spec.layer(
                    "segment",
                    Spec.map(
                            "x", List.of(label.line().at()),
                            "low", List.of(frame.y().low()),
                            "high", List.of(frame.y().high())),
                    Spec.map("x", "x", "xend", "x", "y", "low", "yend", "high"));
            spec.put("color", label.line().look().tone().light());
            spec.put("size", SIZE);
            spec.put("linetype", DOTS);
            specs.add(spec);
        }
        for (Placed label : placed) {
            specs.add(Spec.text(
                    frame.beside(label.line().at(), label.leftOfLine() ? -GAP : GAP),
                    frame.rowOfLabels(label.row()),
                    label.label(),
                    label.leftOfLine() ? "right" : "left"));
        }
        return specs;
    }

    private List<Placed> placed(Frame frame) {
        List<Placed> placed = new ArrayList<>();
        lines.stream()
                .filter(line -> frame.x().holds(line.at()))
                .sorted(Comparator.comparingDouble(VerticalLine::at))
                .forEach(line -> placed.add(placed(line, frame, placed)));
        return placed;
    }

    private static Placed placed(VerticalLine line, Frame frame, List<Placed> before) {
        String label = Label.of(line.label(), MOST_LETTERS);
        double width = Label.width(label);
        double at = frame.pixels(line.at());
        boolean leftOfLine = at + GAP + width > frame.width() && at > GAP + width;
        double from = leftOfLine ? at - GAP - width : at + GAP;
        int row = 0;
        while (touches(before, from - GAP, from + width + GAP, row)) {
            row++;
        }
        return new Placed(line, label, from, from + width, leftOfLine, row);
    }

    private static boolean touches(List<Placed> before, double from, double to, int row) {
        return before.stream().anyMatch(label -> label.row() == row && label.from() < to && label.to() > from);
    }
}
