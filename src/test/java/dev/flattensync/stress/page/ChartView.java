package dev.flattensync.stress.page;

import dev.flattensync.stress.chart.Format;
import dev.flattensync.stress.chart.Plot;
import java.util.Optional;

/**
 * A chart on the page.
 *
 * @param title above it
 * @param note what to know to read it, below it
 * @param wide as {@code svg}, for screens and paper
 * @param narrow the same for phones
 */
record ChartView(String title, String note, String wide, String narrow) {

    /**
     * Draws a chart; empty if it shows nothing.
     *
     * @param id no other chart's of the page
     */
    static Optional<ChartView> of(String id, Plot plot, String note) {
        return plot.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChartView(
                        plot.title(),
                        note,
                        plot.svg(Format.WIDE, id + "-wide"),
                        plot.svg(Format.NARROW, id + "-narrow")));
    }
}
