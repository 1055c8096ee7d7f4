package dev.flattensync.stress.chart;

import java.util.List;
import java.util.Map;

/** One kind of marks in a plot; those of later layers are drawn over those of earlier ones. */
public sealed interface Layer permits Bands, Bars, Curves, Points, VerticalLines {
    /**
     * A point. One whose x is not on its axis is left out; a y beyond the end of its axis is drawn at that end (0 on a
     * logarithmic axis at the low one), because hiding what is fast or slow would say more than a point at the edge.
     */
    record Point(double x, double y) {}

    /** Whether there is nothing to draw. */
    boolean isEmpty();

    /** How many lines of labels it has above the marks. */
    default int rowsOfLabels(Frame frame) {
        return 0;
    }

    /** As the chart library wants it: layers of its own, in order. */
    List<Map<String, Object>> specs(Frame frame);
}
