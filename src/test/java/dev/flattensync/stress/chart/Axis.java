package dev.flattensync.stress.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An axis of a chart, with labels at some of its places.
 *
 * @param title beside it
 * @param logarithmic whether it is of positive numbers on a logarithmic scale, or of categories
 * @param ticks the numbers that are labelled, ascending
 * @param labels one for each; the library cuts off what is longer than about 20 characters
 * @param low where it begins
 * @param high where it ends
 */
public record Axis(
        String title, boolean logarithmic, List<Double> ticks, List<String> labels, double low, double high) {
    /** How much of a category's height its points take together. */
    private static final double SPREAD = 0.62;

    /** An axis of positive numbers, with some room at its ends. */
    public static Axis ofNumbers(String title, List<Double> ticks, List<String> labels) {
        double room = Math.pow(ticks.get(ticks.size() - 1) / ticks.get(0), 0.06);
        return new Axis(title, true, ticks, labels, ticks.get(0) / room, ticks.get(ticks.size() - 1) * room);
    }

    /** An axis of categories: the place of one is its place in the list. */
    public static Axis ofCategories(List<String> categories) {
        List<Double> places = new ArrayList<>();
        for (int place = 0; place < categories.size(); place++) {
            places.add((double) place);
        }
        return new Axis("", false, places, categories, -0.5, categories.size() - 0.5);
    }

    /** Where a point is drawn: in a category each series has a place of its own, the first at the top. */
    double place(double value, int series, int ofSeries) {
        return logarithmic || ofSeries == 1 ? value : value + SPREAD * (0.5 - (double) series / (ofSeries - 1));
    }

    Map<String, Object> scale(String aesthetic) {
        Map<String, Object> scale = Chart.map(
                "aesthetic", aesthetic,
                "name", title,
                "breaks", ticks,
                "labels", labels,
                "limits", List.of(low, high),
                "expand", List.of(0.0, 0.0));
        if (logarithmic) {
            scale.put("trans", "log10");
        }
        return scale;
    }
}
