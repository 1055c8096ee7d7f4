package dev.flattensync.stress.chart;

/** Text in a chart: one line, of characters that XML knows, not longer than its place. */
final class Label {
    /** Of the letters, pixels. */
    static final int FONT_SIZE = 12;

    private static final String NARROW = "iljtfrI.,:;|'!()[] ";
    private static final String WIDE = "mwMW%@…";
    private static final String DOTS = "…";
    private static final double NARROW_LETTER = 0.36;
    private static final double LETTER = 0.58;
    private static final double ROOMY_LETTER = 0.75;
    private static final double WIDE_LETTER = 0.95;
    private static final int FIRST_OF_OTHER_SCRIPTS = 0x530;

    private Label() {}

    /**
     * What can be shown of a text: without control characters and halves of pairs, its spaces joined, cut with dots.
     *
     * @param letters how long it may be, in units of UTF-16, as the chart library counts; fewer if they are wide
     */
    static String of(String text, int letters) {
        return cut(text, letters, letters * FONT_SIZE * ROOMY_LETTER);
    }

    /** The same, cut so that it is not wider than some pixels. */
    static String fitting(String text, double pixels) {
        return cut(text, Integer.MAX_VALUE, pixels);
    }

    private static String cut(String text, int letters, double pixels) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().map(Label::shown).forEach(shown::appendCodePoint);
        String line = shown.toString().strip().replaceAll(" +", " ");
        if (line.length() <= letters && width(line) <= pixels) {
            return line;
        }
        StringBuilder kept = new StringBuilder();
        double width = width(DOTS);
        for (int codePoint : line.codePoints().toArray()) {
            width += FONT_SIZE * width(codePoint);
            if (kept.length() + Character.charCount(codePoint) + DOTS.length() > letters || width > pixels) {
                break;
            }
            kept.appendCodePoint(codePoint);
        }
        return kept.toString().strip() + DOTS;
    }

    /** About how wide a text is in a sans-serif font, pixels; rather too wide than too narrow. */
    static double width(String text) {
        return FONT_SIZE * text.codePoints().mapToDouble(Label::width).sum();
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
