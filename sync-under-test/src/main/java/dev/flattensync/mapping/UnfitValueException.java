package dev.flattensync.mapping;

import org.bson.BsonValue;

/**
 * A BSON value that does not fit what it is mapped to.
 *
 * <p>Its path is put together while it rises through the document ({@link #below}), so that a fitting document pays
 * nothing for it.
 */
public final class UnfitValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ViolationKind kind;
    private final String path;
    private final String expected;
    private final String found;

    /**
     * @param kind in what way it does not fit
     * @param expected what would fit, in words ("a string")
     * @param value what was found
     */
    public UnfitValueException(ViolationKind kind, String expected, BsonValue value) {
        this(kind, expected, BsonTypes.describe(value));
    }

    /**
     * @param kind in what way it does not fit
     * @param expected what would fit, in words ("a string")
     * @param found what was found, in words
     */
    public UnfitValueException(ViolationKind kind, String expected, String found) {
        this(kind, "", expected, found);
    }

    private UnfitValueException(ViolationKind kind, String path, String expected, String found) {
        super("%s: expected %s, found %s".formatted(path, expected, found), null, false, false);
        this.kind = kind;
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** The same, seen from further out: {@code outer} is put before the path. */
    public UnfitValueException below(String outer) {
        return new UnfitValueException(kind, path.isEmpty() ? outer : outer + "." + path, expected, found);
    }

    /** In what way it does not fit. */
    public ViolationKind kind() {
        return kind;
    }

    /** Where in the document, as MongoDB writes a path: {@code posts.3.title}. */
    public String path() {
        return path;
    }

    /** What would fit, in words. */
    public String expected() {
        return expected;
    }

    /** What was found, in words. */
    public String found() {
        return found;
    }
}
