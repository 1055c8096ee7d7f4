package dev.flattensync.stress.chart;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a colour is for. The page says which colour by a custom property; the light one stands in where it says nothing.
 *
 * <p>The series are after M. Okabe and K. Ito, Color Universal Design (2008), darkened for white and lightened for dark
 * pages, so that each has a contrast of 3:1 to the page and can be told from the others with any kind of colour vision.
 */
public enum Tone {
    INK("chart-ink", "#1f2328", "#e6edf3"),
    MUTED("chart-muted", "#59636e", "#9198a1"),
    GRID("chart-grid", "#e3e7eb", "#262c36"),
    /** What is behind the chart, with which hollow points are filled. */
    PAPER("chart-paper", "#ffffff", "#0d1117"),
    SERIES_1("series-1", "#0072b2", "#3a9ad9"),
    SERIES_2("series-2", "#d55e00", "#e8702a"),
    SERIES_3("series-3", "#00926a", "#12b886"),
    SERIES_4("series-4", "#c0609a", "#d58db8"),
    SERIES_5("series-5", "#7a5600", "#f0e442"),
    SERIES_6("series-6", "#4d4d4d", "#e0e7ee");

    private final String property;
    private final String light;
    private final String dark;

    Tone(String property, String light, String dark) {
        this.property = property;
        this.light = light;
        this.dark = dark;
    }

    /** The name of the custom property, as in {@code --series-1}. */
    public String property() {
        return "--" + property;
    }

    /** On a white page, as in {@code #0072b2}. */
    public String light() {
        return light;
    }

    /** On a dark page. */
    public String dark() {
        return dark;
    }

    /** The colour as a style sheet's value. */
    String value() {
        return "var(" + property() + "," + light + ")";
    }

    /** The one that is drawn in this colour, {@code rgb(0,114,178)} or {@code #0072B2}. */
    static Optional<Tone> drawnAs(String color) {
        return Stream.of(values())
                .filter(tone -> tone.light.equals(color.toLowerCase(Locale.ROOT))
                        || tone.rgb().equals(color))
                .findFirst();
    }

    private String rgb() {
        int color = Integer.parseInt(light.substring(1), 16);
        return "rgb(%d,%d,%d)".formatted(color >> 16, color >> 8 & 0xff, color & 0xff);
    }
}
