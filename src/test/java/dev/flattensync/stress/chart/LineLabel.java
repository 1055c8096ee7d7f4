package dev.flattensync.stress.chart;

import dev.flattensync.stress.chart.VerticalLines.VerticalLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where the label of a vertical line is.
 *
 * @param text what is shown of it
 * @param at where the line is, pixels from the left
 * @param width of the text, pixels
 * @param isLeft whether it is to the left of its line: where there is no room to the right
 * @param row the uppermost is 0
 */
record LineLabel(VerticalLine line, String text, double at, double width, boolean isLeft, int row) {
    /** Between a line and its label. */
    static final double GAP = 8;

    private static final int MOST_LETTERS = 28;

    /** The labels of all lines on the axis: no two touch, and no line crosses the label of another if that can be. */
    static List<LineLabel> placed(List<VerticalLine> lines, Frame frame) {
        List<LineLabel> labels = lines.stream()
                .filter(line -> frame.x().holds(line.at()))
                .map(line -> inFirstRow(line, frame))
                .sorted(Comparator.comparingDouble(LineLabel::at))
                .toList();
        List<LineLabel> placed = new ArrayList<>();
        for (int i = labels.size() - 1; i >= 0; i--) {
            if (labels.get(i).isLeft()) {
                placed.add(labels.get(i).below(placed));
            }
        }
        for (LineLabel label : labels) {
            if (!label.isLeft()) {
                placed.add(label.below(placed));
            }
        }
        return placed;
    }

    private static LineLabel inFirstRow(VerticalLine line, Frame frame) {
        String text = Label.of(line.label(), MOST_LETTERS);
        double width = Label.width(text);
        double at = frame.pixels(line.at());
        boolean isLeft = at + GAP + width > frame.width() && at > frame.width() / 2;
        return new LineLabel(line, text, at, width, isLeft, 0);
    }

    private LineLabel below(List<LineLabel> others) {
        for (int free = 0; free <= others.size(); free++) {
            LineLabel candidate = inRow(free);
            if (others.stream()
                    .noneMatch(other ->
                            candidate.touches(other) || other.isCrossedBy(candidate) || candidate.isCrossedBy(other))) {
                return candidate;
            }
        }
        int last = others.stream().mapToInt(LineLabel::row).max().orElse(-1);
        return inRow(last + 1);
    }

    private LineLabel inRow(int other) {
        return new LineLabel(line, text, at, width, isLeft, other);
    }

    private boolean touches(LineLabel other) {
        return row == other.row && left() < other.right() && right() > other.left();
    }

    /** Lines go down from their own label. */
    private boolean isCrossedBy(LineLabel other) {
        return other.row <= row && other.at > left() && other.at < right();
    }

    /** With its line, and the mark on it. */
    private double left() {
        return (isLeft ? at - GAP - width : at) - GAP;
    }

    private double right() {
        return (isLeft ? at : at + GAP + width) + GAP;
    }
}
