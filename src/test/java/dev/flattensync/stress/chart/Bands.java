package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Spans of the horizontal axis, shaded from top to bottom and labelled at the top where the label has room. */
public record Bands(List<Band> bands) implements Layer {
    /** Opacity. */
    static final double TINT = 0.1;

    private static final int MOST_LETTERS = 16;

    /** How a band is filled. */
    public enum Fill {
        /** Very light, in the colour of its look. */
        TINT,
        /** For what does not count, a warm-up for example: grey lines aslant, whatever its look. */
        HATCH
    }

    /**
     * A band. What of it is beyond the ends of the axis is not drawn.
     *
     * @param from where it begins
     * @param to where it ends
     */
    public record Band(Look look, Fill fill, double from, double to, String label) {}

    @Override
    public boolean isEmpty() {
        return bands.isEmpty();
    }

    @Override
    public int rowsOfLabels(Frame frame) {
        return bands.stream().anyMatch(band -> isLabelled(band, frame)) ? 1 : 0;
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Map<String, Object>> specs = new ArrayList<>();
        for (Band band : bands) {
            if (!(band.to() > frame.x().low() && band.from() < frame.x().high() && band.to() > band.from())) {
                continue;
            }
            Map<String, Object> spec = Spec.box(
                    frame.x().clamped(band.from()),
                    frame.x().clamped(band.to()),
                    frame.y().low(),
                    frame.y().high());
            boolean hatched = band.fill() == Fill.HATCH;
            spec.put("fill", hatched ? Spec.HATCH : band.look().tone().light());
            spec.put("alpha", hatched ? 1.0 : TINT);
            specs.add(spec);
            if (isLabelled(band, frame)) {
                specs.add(Spec.text(
                        frame.x().at((part(band.from(), frame) + part(band.to(), frame)) / 2),
                        frame.rowOfLabels(0),
                        Label.of(band.label(), MOST_LETTERS),
                        "middle"));
            }
        }
        return specs;
    }

    private static boolean isLabelled(Band band, Frame frame) {
        double width = (part(band.to(), frame) - part(band.from(), frame)) * frame.width();
        return !band.label().isBlank() && Label.width(Label.of(band.label(), MOST_LETTERS)) < width;
    }

    private static double part(double at, Frame frame) {
        return frame.x().part(frame.x().clamped(at));
    }
}
