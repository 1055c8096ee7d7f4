package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Spans of the horizontal axis, shaded from top to bottom and labelled at the top where one label does not touch the
 * next.
 */
public record Bands(List<Band> bands) implements Layer {
    /** Opacity. */
    static final double TINT = 0.1;

    private static final int MOST_LETTERS = 16;
    private static final double GAP = 5;

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
        return labelled(frame).isEmpty() ? 0 : 1;
    }

    @Override
    public List<Map<String, Object>> specs(Frame frame) {
        List<Map<String, Object>> specs = new ArrayList<>();
        visible(frame).map(band -> box(band, frame)).forEach(specs::add);
        for (Band band : labelled(frame)) {
            specs.add(Spec.text(frame.x().at(middle(band, frame)), frame.rowOfLabels(0), label(band), "middle"));
        }
        return specs;
    }

    private Stream<Band> visible(Frame frame) {
        return bands.stream()
                .filter(band -> band.from() < band.to()
                        && band.from() < frame.x().high()
                        && band.to() > frame.x().low());
    }

    /** From left to right those whose label does not touch the one before. */
    private List<Band> labelled(Frame frame) {
        List<Band> labelled = new ArrayList<>();
        double free = 0;
        for (Band band :
                visible(frame).sorted(Comparator.comparingDouble(Band::from)).toList()) {
            double half = Label.width(label(band)) / 2;
            double middle = middle(band, frame) * frame.width();
            if (!label(band).isEmpty() && middle - half >= free && middle + half <= frame.width()) {
                labelled.add(band);
                free = middle + half + GAP;
            }
        }
        return labelled;
    }

    private static Map<String, Object> box(Band band, Frame frame) {
        Map<String, Object> box = Spec.box(
                frame.x().clamped(band.from()),
                frame.x().clamped(band.to()),
                frame.y().low(),
                frame.y().high());
        boolean hatched = band.fill() == Fill.HATCH;
        box.put("fill", hatched ? Spec.HATCH : band.look().tone().light());
        box.put("alpha", hatched ? 1.0 : TINT);
        return box;
    }

    /** Which part of the axis is to the left of what is seen of a band's middle. */
    private static double middle(Band band, Frame frame) {
        return (frame.x().part(frame.x().clamped(band.from()))
                        + frame.x().part(frame.x().clamped(band.to())))
                / 2;
    }

    private static String label(Band band) {
        return Label.of(band.label(), MOST_LETTERS);
    }
}
