package dev.flattensync.stress.chart;

/** Styles of a plot's text. */
final class Style {
    private static final String SIZE = ";font-size:" + Label.FONT_SIZE + "px";

    private Style() {}

    static String text(Tone tone) {
        return "fill:" + tone.value() + SIZE;
    }

    /** Text over marks: a rim in the colour of the page keeps it readable. */
    static String textOverMarks() {
        return text(Tone.INK) + ";stroke:" + Tone.PAPER.value()
                + ";stroke-width:3px;stroke-linejoin:round;paint-order:stroke";
    }
}
