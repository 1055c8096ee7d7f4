package dev.flattensync.mapping;

import java.nio.CharBuffer;

/**
 * Text as PostgreSQL can store it.
 *
 * <p>PostgreSQL's {@code text} refuses the character NUL, and UTF-8 has no form for half a surrogate pair; BSON strings
 * may hold the first and JSON escapes the second. Both become U+FFFD, Unicode's replacement character, so that the rest
 * of the value survives and the loss can be seen.
 */
public final class PostgresText {
    private static final char REPLACEMENT = '\uFFFD';

    private PostgresText() {}

    /** The text itself if PostgreSQL can store it, else a copy with each character that it can't store replaced. */
    public static String storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == 0 || Character.isSurrogate(c)) && refused(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        CharBuffer characters = CharBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            characters.put(refused(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return characters.flip().toString();
    }

    private static boolean refused(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c == 0;
    }
}
