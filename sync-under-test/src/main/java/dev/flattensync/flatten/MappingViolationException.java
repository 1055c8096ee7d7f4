package dev.flattensync.flatten;

import dev.flattensync.mapping.UnfitValueException;
import dev.flattensync.mapping.ViolationKind;

/** A document that its mapping does not fit: which one, where, what was expected and what was found. */
public class MappingViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String documentId;
    private final transient UnfitValueException unfit;

    /**
     * @param documentId the document's canonical id
     * @param cause the value that does not fit
     */
    public MappingViolationException(String documentId, UnfitValueException cause) {
        super(
                "document \"%s\", path \"%s\": expected %s, found %s"
                        .formatted(documentId, cause.path(), cause.expected(), cause.found()),
                cause);
        this.documentId = documentId;
        this.unfit = cause;
    }

    /** The document's canonical id. */
    public String documentId() {
        return documentId;
    }

    /** In what way it does not fit. */
    public ViolationKind kind() {
        return unfit.kind();
    }

    /** Where in the document, as MongoDB writes a path. */
    public String path() {
        return unfit.path();
    }

    /** What would fit, in words. */
    public String expected() {
        return unfit.expected();
    }

    /** What was found, in words. */
    public String found() {
        return unfit.found();
    }
}
