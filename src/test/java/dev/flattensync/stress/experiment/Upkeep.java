package dev.flattensync.stress.experiment;

import java.util.Locale;

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
}
