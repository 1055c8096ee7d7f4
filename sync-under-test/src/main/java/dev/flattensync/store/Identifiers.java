package dev.flattensync.store;

/** Names as SQL takes them. */
public final class Identifiers {

    private Identifiers() {}

    /** The name in double quotes, those inside doubled: it means itself, whatever it holds. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL takes it, for the few statements that take no parameter. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
