package dev.flattensync.stress.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The indexes of that word, if there are any. */
    public static Optional<Indexes> of(String word) {
        return Arrays.stream(values())
                .filter(indexes -> indexes.word().equals(word))
                .findFirst();
    }
}
