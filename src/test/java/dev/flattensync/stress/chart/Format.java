package dev.flattensync.stress.chart;

/** How large a plot is, with all its words; of rows of bars, whose number says how high they are, only the width. */
public enum Format {
    WIDE(860, 340, 11, 20),
    /** For a telephone: readable without scaling. */
    NARROW(360, 320, 5, 14);

    private final int width;
    private final int height;
    private final int ticks;
    private final int letters;

    Format(int width, int height, int ticks, int letters) {
        this.width = width;
        this.height = height;
        this.ticks = ticks;
        this.letters = letters;
    }

    /** Pixels. */
    int width() {
        return width;
    }

    /** Pixels. */
    int height() {
        return height;
    }

    /** How many labels its horizontal axis has room for. */
    int ticks() {
        return ticks;
    }

    /** How many letters a label of the vertical axis may have; the library cuts off what is longer than 20. */
    int letters() {
        return letters;
    }
}
