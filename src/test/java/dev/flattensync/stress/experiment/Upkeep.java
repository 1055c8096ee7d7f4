package dev.flattensync.stress.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How tables are kept in step with the documents. */
public enum Upkeep {
    /** What changed in a document is changed in its rows. */
    SYNC,
    /** All rows of a document that changed are deleted and inserted again, as several replicators do. */
    REWRITE;

    /** As written in the configuration and in reports: {@code rewrite}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The upkeep of that word, if there is one. */
    public static Optional<Upkeep> of(String word) {
        return Arrays.stream(values())
                .filter(upkeep -> upkeep.word().equals(word))
                .findFirst();
    }
}
