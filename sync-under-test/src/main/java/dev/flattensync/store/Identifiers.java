package dev.flattensync.store;

import java.nio.charset.StandardCharsets;

/** Names as SQL takes them. */
public final class Identifiers {
    private static final int MAX_BYTES = 63;

    private Identifiers() {}

    /** The name in double quotes, those inside doubled: it means itself, whatever it holds. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The name with a suffix, cut before it where it would be longer than PostgreSQL allows. */
    static String extended(String name, String suffix) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length + suffix.length() > MAX_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end) + suffix;
    }
}
