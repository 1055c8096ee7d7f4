package dev.flattensync.stress.chart;

import dev.flattensync.stress.chart.Layer.Point;
import java.util.List;

/**
 * Where marks are.
 *
 * @param width of the area within the axes, pixels, about: the chart library lays it out
 * @param height the same
 */
record Frame(Axis x, Axis y, double width, double height) {
    static final double ROW_OF_LABELS = 16;

    /** The points that can be drawn. */
    List<Point> visible(List<Point> points) {
        return points.stream()
                .filter(point -> x.holds(point.x()) && !Double.isNaN(point.y()))
                .map(point -> new Point(point.x(), y.clamped(point.y())))
                .toList();
    }

    /** The number on the horizontal axis that is some pixels to the right of another. */
    double beside(double value, double pixels) {
        return x.clamped(x.at(x.part(value) + pixels / width));
    }

    /** How far to the right a number is, pixels. */
    double pixels(double value) {
        return x.part(value) * width;
    }

    /** The place of the middle of a line of labels on the vertical axis, the uppermost being 0. */
    double rowOfLabels(int row) {
        return y.at(1 - (row + 0.5) * ROW_OF_LABELS / height);
    }
}
