package dev.flattensync.stress.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToneTest {
    private static final String WHITE = "#ffffff";
    private static final String DARK = "#0d1117";
    private static final double LEAST_CONTRAST_OF_GRAPHICS = 3;
    private static final double LEAST_CONTRAST_OF_TEXT = 4.5;
    /** In CIELAB, where 2.3 is just noticeable side by side. */
    private static final double LEAST_DISTANCE = 12;

    /** G. Machado and others, A physiologically-based model for simulation of color vision deficiency (2009). */
    private enum Vision {
        NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Vision(double... matrix) {
            this.matrix = matrix;
        }

        double[] seen(double[] linear) {
            return IntStream.range(0, 3)
                    .mapToDouble(row -> matrix[3 * row] * linear[0]
                            + matrix[3 * row + 1] * linear[1]
                            + matrix[3 * row + 2] * linear[2])
                    .map(value -> Math.min(1, Math.max(0, value)))
                    .toArray();
        }
    }

    @Test
    void contrastIsComputedAsWcagDoes() {
        assertThat(contrast("#000000", WHITE)).isEqualTo(21);
        assertThat(contrast("#777777", WHITE)).isBetween(4.47, 4.49);
    }

    @Test
    void seriesStandOutFromBothPages() {
        assertThat(series()).hasSize(6).allSatisfy(tone -> {
            assertThat(contrast(tone.light(), WHITE)).isGreaterThanOrEqualTo(LEAST_CONTRAST_OF_GRAPHICS);
            assertThat(contrast(tone.dark(), DARK)).isGreaterThanOrEqualTo(LEAST_CONTRAST_OF_GRAPHICS);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"INK", "MUTED"})
    void textIsReadableOnBothPages(Tone tone) {
        assertThat(contrast(tone.light(), WHITE)).isGreaterThanOrEqualTo(LEAST_CONTRAST_OF_TEXT);
        assertThat(contrast(tone.dark(), DARK)).isGreaterThanOrEqualTo(LEAST_CONTRAST_OF_TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void seriesDifferInEveryColourVision(Vision vision) {
        for (Function<Tone, String> theme : List.<Function<Tone, String>>of(Tone::light, Tone::dark)) {
            List<String> colors = series().stream().map(theme).toList();
            for (int i = 0; i < colors.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(distance(colors.get(i), colors.get(j), vision))
                            .as("%s and %s", colors.get(i), colors.get(j))
                            .isGreaterThan(LEAST_DISTANCE);
                }
            }
        }
    }

    @Test
    void seriesDifferByShapeToo() {
        assertThat(IntStream.range(0, 6).mapToObj(Palette::series).map(Look::shape))
                .doesNotHaveDuplicates();
        assertThat(Palette.series(6)).isEqualTo(Palette.series(0));
    }

    @Test
    void coloursAreFoundAgainInWhatTheLibraryDraws() {
        assertThat(Tone.values()).allSatisfy(tone -> {
            int color = Integer.parseInt(tone.light().substring(1), 16);
            assertThat(Tone.drawnAs(tone.light().toUpperCase(Locale.ROOT))).contains(tone);
            assertThat(Tone.drawnAs("rgb(%d,%d,%d)".formatted(color >> 16, color >> 8 & 255, color & 255)))
                    .contains(tone);
        });
        assertThat(Tone.drawnAs("none")).isEmpty();
    }

    @Test
    void declarationsGiveEachToneItsColour() {
        assertThat(Palette.light()).startsWith("--chart-ink:#1f2328;").endsWith("--series-6:#4d4d4d;");
        assertThat(Palette.dark()).contains("--chart-paper:#0d1117;");
        assertThat(Palette.dark().split(";")).hasSameSizeAs(Tone.values());
    }

    private static Set<Tone> series() {
        return IntStream.range(0, 6).mapToObj(Palette::series).map(Look::tone).collect(Collectors.toSet());
    }

    private static double contrast(String color, String other) {
        double one = luminance(linear(color)) + 0.05;
        double two = luminance(linear(other)) + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private static double luminance(double[] linear) {
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double[] linear(String color) {
        return IntStream.of(1, 3, 5)
                .mapToDouble(at -> Integer.parseInt(color.substring(at, at + 2), 16) / 255.0)
                .map(value -> value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4))
                .toArray();
    }

    private static double distance(String color, String other, Vision vision) {
        double[] one = lab(vision.seen(linear(color)));
        double[] two = lab(vision.seen(linear(other)));
        return Math.sqrt(IntStream.range(0, 3)
                .mapToDouble(i -> Math.pow(one[i] - two[i], 2))
                .sum());
    }

    private static double[] lab(double[] linear) {
        double x = cubic((0.4124 * linear[0] + 0.3576 * linear[1] + 0.1805 * linear[2]) / 0.95047);
        double y = cubic(luminance(linear));
        double z = cubic((0.0193 * linear[0] + 0.1192 * linear[1] + 0.9505 * linear[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double cubic(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116.0;
    }
}
