package dev.flattensync.stress.report;

import java.util.Locale;
import java.util.OptionalLong;

/** Text in lines, written the same in every country. */
final class Lines {
    static final String TOO_FEW = "too few";

    private static final double NANOS_PER_MILLI = 1e6;

    private final StringBuilder text = new StringBuilder();

    /** Appends what a format of {@link String#format} makes of the arguments, and ends the line. */
    void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
    }

    /** Starts a paragraph. */
    void title(String format, Object... arguments) {
        add("");
        add(format, arguments);
        add("");
    }

    /** Milliseconds with two decimals. */
    static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / NANOS_PER_MILLI);
    }

    /** Milliseconds, or that there are too few samples for them. */
    static String milliseconds(OptionalLong nanos) {
        return nanos.isEmpty() ? TOO_FEW : milliseconds(nanos.getAsLong());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
