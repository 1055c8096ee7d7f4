package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Figures;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text in lines, written the same in every country. */
public final class Lines {
    public static final String TOO_FEW = "too few";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int BYTES_PER_UNIT = 1 << 10;
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    /** Control and format characters: with them, what a document holds could move the cursor or turn text around. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private static final int LONGEST_QUOTE = 140;

    private final StringBuilder text = new StringBuilder();
    private final boolean colours;

    /** Without colours. */
    public Lines() {
        this(false);
    }

    /** @param colours whether titles and marks have colours */
    public Lines(boolean colours) {
        this.colours = colours;
    }

    /**
     * Appends what a format of {@link String#format} makes of the arguments, and ends the line. What can't be printed
     * is escaped, so that it is one line whatever the arguments hold.
     */
    public void add(String format, Object... arguments) {
        text.append(line(format, arguments)).append(System.lineSeparator());
    }

    /** The same in a style. The style's codes come after what can't be printed is escaped, so they are ours alone. */
    public void add(Style style, String format, Object... arguments) {
        text.append(styled(style, line(format, arguments))).append(System.lineSeparator());
    }

    /** A line that starts with a mark in a style, in a column of its own. */
    public void mark(Style style, String mark, int width, String format, Object... arguments) {
        text.append("  ")
                .append(styled(style, printable(mark)))
                .append(" ".repeat(Math.max(0, width - mark.length())))
                .append("  ");
        add(format, arguments);
    }

    private String styled(Style style, String printable) {
        return colours && !printable.isEmpty() ? style.of(printable) : printable;
    }

    private static String line(String format, Object... arguments) {
        return printable(String.format(Locale.ROOT, format, arguments)).stripTrailing();
    }

    /** Starts a paragraph that has a title. */
    public void title(String format, Object... arguments) {
        add("");
        add(Style.HEADING, format, arguments);
        add("");
    }

    /** A paragraph of one sentence. */
    public void sentence(String format, Object... arguments) {
        add("");
        add(format, arguments);
    }

    /** Milliseconds with two decimals. */
    public static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_MILLI);
    }

    /**
     * A percentile in milliseconds, or that there are too few samples for it. One that falls on changes that failed is
     * only known to be at least their time-out.
     */
    public static String milliseconds(Figures figures, double percentile) {
        String sign = figures.isCensored(percentile) ? ">=" : "";
        return figures.percentileNanos(percentile).stream()
                .mapToObj(nanos -> sign + milliseconds(nanos))
                .findFirst()
                .orElse(TOO_FEW);
    }

    /** Bytes in the largest unit that they fill: {@code 640 KiB}, {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= BYTES_PER_UNIT && unit < UNITS.length - 1) {
            size /= BYTES_PER_UNIT;
            unit++;
        }
        String format = unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, size, UNITS[unit]);
    }

    /** The start of a text that may be long. */
    public static String start(String text) {
        return start(text, LONGEST_QUOTE);
    }

    /** The same, of at most so many characters. */
    public static String start(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "...";
    }

    /** How wide a column of labels must be. */
    public static int width(int least, Collection<String> labels) {
        return Math.max(least, labels.stream().mapToInt(String::length).max().orElse(0));
    }

    /** A text with what can't be printed escaped: a document can't move the cursor or change colours. */
    public static String printable(String line) {
        return UNPRINTABLE
                .matcher(line)
                .replaceAll(found -> "\\\\" + "u{%x}".formatted(found.group().codePointAt(0)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
