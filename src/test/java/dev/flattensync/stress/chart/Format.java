package dev.flattensync.stress.chart;

/** How large a plot is, with all its words; of rows of bars, whose number says how high they are, only the width. */
public enum Format {
    WIDE(860, 340, 20),
    /** For a telephone: readable without scaling. */
    NARROW(360, 320, 14);

    private final int width;
    private final int height;
    private final int letters;

    Format(int width, int height, int letters) {
        this.width = width;
        this.height = height;
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

    /** How many letters a label of the vertical axis may have; the library cuts off what is longer than 20. */
    int letters() {
        return letters;
    }
}
