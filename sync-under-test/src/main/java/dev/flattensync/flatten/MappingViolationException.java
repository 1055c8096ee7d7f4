package dev.flattensync.flatten;

import dev.flattensync.mapping.UnfitValueException;

/** A document that its mapping does not fit: which one, where, what was expected and what was found. */
public final class MappingViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String expected;
    private final String found;

    /**
     * @param documentId the document's canonical id
     * @param cause the value that does not fit
     */
    public MappingViolationException(String documentId, UnfitValueException cause) {
        super(
                "document \"%s\", path \"%s\": expected %s, found %s"
                        .formatted(documentId, cause.path(), cause.expected(), cause.found()),
                cause);
        this.path = cause.path();
        this.expected = cause.expected();
        this.found = cause.found();
    }

    /** Where in the document, as MongoDB writes a path. */
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
