package dev.flattensync.stress.experiment;

import java.util.Locale;

/** Who sees to it that no row links to one that is not there. */
public enum Integrity {
    /** The application alone. */
    APPLICATION,
    /** PostgreSQL checks it by foreign keys; the application deletes children first. */
    FOREIGN_KEYS,
    /** Foreign keys with {@code on delete cascade}: of a document the application deletes the topmost row only. */
    CASCADE;

    /** As written in the configuration and in reports: {@code foreign-keys}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
