package dev.flattensync.stress.workload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a change does to an element. */
public enum Verb {
    /** Sets one field by its path. */
    EDIT,
    /** Adds an element at the end of its array. */
    PUSH,
    /** Takes an element out of its array; all behind it move up. */
    PULL,
    /** Adds an element at a position of its array, so that all behind it move down; or adds a whole document. */
    INSERT,
    /** Replaces a whole document by a new version of itself. */
    REPLACE,
    /** Deletes a whole document. */
    DELETE;

    /** The verb as written in the mix: {@code edit}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb of that word, if there is one. */
    public static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    /** Whether the verb can be done to the document itself, or else to an element of an array. */
    boolean suits(boolean document) {
        return switch (this) {
            case EDIT, INSERT -> true;
            case PUSH, PULL -> !document;
            case REPLACE, DELETE -> document;
        };
    }
}
