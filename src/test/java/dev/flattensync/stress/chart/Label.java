package dev.flattensync.stress.chart;

/** Text in a chart: one line, of characters that XML knows, not longer than its place. */
final class Label {
    /** Of the letters, pixels. */
    static final int FONT_SIZE = 12;

    private static final String NARROW = "iljtfrI.,:;|'!()[] ";
    private static final String WIDE = "mwMW%@…";
    private static final double NARROW_LETTER = 0.36;
    private static final double LETTER = 0.58;
    private static final double WIDE_LETTER = 0.95;
    private static final int FIRST_OF_OTHER_SCRIPTS = 0x530;

    private Label() {}

    /**
     * What can be shown of a text: without control characters and halves of pairs, its spaces joined, cut with dots.
     */
    static String of(String text, int letters) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().map(Label::shown).forEach(shown::appendCodePoint);
        String line = shown.toString().strip().replaceAll(" +", " ");
        return line.codePointCount(0, line.length()) <= letters
                ? line
                : line.substring(0, line.offsetByCodePoints(0, letters - 1)).strip() + "…";
    }

    /** About how wide a text is in a sans-serif font, pixels; rather too wide than too narrow. */
    static double width(String text) {
        return FONT_SIZE * text.codePoints().mapToDouble(Label::width).sum();
    }

    /** The same, cut so that it is not wider than some pixels. */
    static String fitting(String text, double pixels) {
        int letters = (int) (pixels / (FONT_SIZE * NARROW_LETTER));
        String fitting = of(text, letters);
        while (width(fitting) > pixels) {
            fitting = of(text, --letters);
        }
        return fitting;
    }

    /** Among the format characters are those that turn the direction of the text that follows. */
    private static int shown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> ' ';
            default -> codePoint;
        };
    }

    private static double width(int codePoint) {
        if (NARROW.indexOf(codePoint) >= 0) {
            return NARROW_LETTER;
        }
        if (WIDE.indexOf(codePoint) >= 0 || codePoint >= FIRST_OF_OTHER_SCRIPTS) {
            return WIDE_LETTER;
        }
        return LETTER;
    }
}
