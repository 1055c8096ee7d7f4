package dev.flattensync.stress.chart;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How series look: six, told apart by colour and by shape. */
public final class Palette {
    private static final List<Look> LOOKS = List.of(
            new Look(Tone.SERIES_1, Shape.DISC),
            new Look(Tone.SERIES_2, Shape.SQUARE),
            new Look(Tone.SERIES_3, Shape.TRIANGLE),
            new Look(Tone.SERIES_4, Shape.DIAMOND),
            new Look(Tone.SERIES_5, Shape.TRIANGLE_DOWN),
            new Look(Tone.SERIES_6, Shape.CROSS));

    /** What belongs to no series. */
    public static final Look NEUTRAL = new Look(Tone.MUTED, Shape.DISC);

    private Palette() {}

    /** The look of a series; the seventh looks like the first. */
    public static Look series(int place) {
        return LOOKS.get(Math.floorMod(place, LOOKS.size()));
    }

    /** The declarations for the light page: {@code --chart-ink:#1f2328;} and so on. */
    public static String light() {
        return declarations(Tone::light);
    }

    /** The same for the dark page. */
    public static String dark() {
        return declarations(Tone::dark);
    }

    private static String declarations(Function<Tone, String> color) {
        return Stream.of(Tone.values())
                .map(tone -> tone.property() + ":" + color.apply(tone) + ";")
                .collect(Collectors.joining());
    }
}
