package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Horizontal bars from zero on, each of parts end to end, with words at its end. The vertical axis is of rows:
 * {@link Axis#ofRows}.
 *
 * @param bars those of one row below each other, in their order
 */
public record Bars(List<Bar> bars) implements Layer {
    /** How much of a row its bars take together. */
    private static final double THICKNESS = 0.74;

    private static final double GAP_BETWEEN_BARS = 0.12;
    private static final double GAP = 6;
    private static final int MOST_LETTERS = 26;

    /** How a part is filled, so that the parts of a bar differ though they have its colour. */
    public enum Fill {
        FULL(1),
        HALF(0.5),
        LIGHT(0.2);

        private final double opacity;

        Fill(double opacity) {
            this.opacity = opacity;
        }

        double opacity() {
            return opacity;
        }
    }

    /** A part of a bar. */
    public record Part(Fill fill, double value) {}

    /**
     * A bar.
     *
     * @param row its place among the rows of the axis, 0 at the top
     * @param parts from left to right; one that is not positive is left out
     * @param label at its end: the value in words
     */
    public record Bar(int row, Look look, List<Part> parts, String label) {
        /** A bar of one part. */
        public static Bar of(int row, Look look, double value, String label) {
            return new Bar(row, look, List.of(new Part(Fill.FULL, value)), label);
        }

        double end() {
            return parts.stream().mapToDouble(Bars::length).sum();
        }
    }

    @Override
    public boolean isEmpty() {
        return bars.isEmpty();
    }

    /** How many bars the fullest row has. */
    int inRow() {
        return (int) bars.stream()
                .mapToLong(bar ->
                        bars.stream().filter(other -> other.row() == bar.row()).count())
                .max()
                .orElse(0);
    }

    /** Which part of the width is needed for the longest label. */
    double roomForLabels(double width) {
        double longest =
                bars.stream().mapToDouble(bar -> Label.width(label(bar))).max().orElse(0);
        return Math.min((longest + 2 * GAP) / width, 0.6);
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Map<String, Object>> specs = new ArrayList<>();
        int rows = frame.y().ticks().size();
        double height = THICKNESS / Math.max(1, inRow());
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            List<Bar> ofRow =
                    bars.stream().filter(other -> other.row() == bar.row()).toList();
            long before = bars.subList(0, i).stream()
                    .filter(other -> other.row() == bar.row())
                    .count();
            double middle = rows - 1 - bar.row() + height * ((ofRow.size() - 1) / 2.0 - before);
            double half = height * (1 - GAP_BETWEEN_BARS) / 2;
            double from = 0;
            for (Part part : bar.parts()) {
                double to = from + length(part);
                if (to > from) {
                    specs.add(box(
                            bar, part, frame.x().clamped(from), frame.x().clamped(to), middle - half, middle + half));
                }
                from = to;
            }
            specs.add(Spec.text(frame.beside(bar.end(), GAP), middle, label(bar), "left"));
        }
        return specs;
    }

    private static Map<String, Object> box(Bar bar, Part part, double from, double to, double low, double high) {
        Map<String, Object> spec = Spec.box(from, to, low, high);
        spec.put("fill", bar.look().tone().light());
        spec.put("alpha", part.fill().opacity());
        spec.put("color", bar.look().tone().light());
        spec.put("size", 0.5);
        return spec;
    }

    private static double length(Part part) {
        return part.value() > 0 && Double.isFinite(part.value()) ? part.value() : 0;
    }

    private static String label(Bar bar) {
        return Label.of(bar.label(), MOST_LETTERS);
    }
}
