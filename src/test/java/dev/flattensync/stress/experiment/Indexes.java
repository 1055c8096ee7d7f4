package dev.flattensync.stress.experiment;

import java.util.Locale;

/** Which indexes the tables have. */
public enum Indexes {
    /** None, as in the original experiment. */
    NONE,
    /** Those that the sync finds rows by. */
    INDEXED;

    /** As written in the configuration and in reports: {@code none}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
