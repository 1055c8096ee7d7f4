package dev.flattensync.stress.gate;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name in a rule: in quotes or not, and with a {@code *} for any text.
 *
 * @param text without the quotes
 */
record Name(String text) {
    private static final String QUOTE = "\"";
    private static final String ANY = "*";

    /** Reads a name as it is written in a rule. */
    static Name of(String written) {
        String text = written.strip();
        return new Name(text.startsWith(QUOTE) ? text.substring(1, text.length() - 1) : text);
    }

    /** Whether it may stand for several. */
    boolean isGlob() {
        return text.contains(ANY);
    }

    /** Those that it stands for. */
    List<String> among(List<String> labels) {
        Pattern pattern = Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
        return labels.stream().filter(label -> pattern.matcher(label).matches()).toList();
    }

    /** A label as it is written in a rule: in quotes if it would be read as two. */
    static String written(String label) {
        return label.contains(".") ? QUOTE + label + QUOTE : label;
    }
}
