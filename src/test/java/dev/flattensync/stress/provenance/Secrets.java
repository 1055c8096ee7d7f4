package dev.flattensync.stress.provenance;

import java.util.regex.Pattern;

/** Tells what must not be shown. It errs towards hiding: a setting that is hidden in vain costs little. */
public final class Secrets {
    /** Stands in for a value that must not be shown. */
    public static final String NOT_SHOWN = "(not shown)";

    private static final String WORDS = "passw|passphrase|pwd|secret|token|credential";
    private static final Pattern NAME =
            Pattern.compile("(?i)" + WORDS + "|conninfo|command|(dsn|url|uri|key)s?($|[._-])");
    /** Also places: a URL may hold a password, an absolute path holds the user's name. */
    private static final Pattern VALUE =
            Pattern.compile("(?i)" + WORDS + "|jdbc:|://|@|(^|[\\s,;:='\"])(~|/|\\\\|[a-z]:[\\\\/])");

    private Secrets() {}

    /**
     * The value of a setting, or {@link #NOT_SHOWN} if its name or the value itself looks like a secret or a place.
     *
     * @param name the setting's, with the names of all that it stands in: {@code postgres.password}
     */
    public static String shown(String name, String value) {
        return NAME.matcher(name).find() || hides(value) ? NOT_SHOWN : value;
    }

    /** Whether a text looks as if it held a secret, a URL or an absolute path. */
    static boolean hides(String text) {
        return VALUE.matcher(text).find();
    }
}
