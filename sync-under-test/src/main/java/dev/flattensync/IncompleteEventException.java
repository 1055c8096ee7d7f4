package dev.flattensync;

/** The events of a document turned out not to say all that they did; it must be looked up. */
final class IncompleteEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String documentId;

    IncompleteEventException(String documentId, RuntimeException cause) {
        super(cause.getMessage(), cause);
        this.documentId = documentId;
    }

    /** The document's canonical id. */
    String documentId() {
        return documentId;
    }
}
