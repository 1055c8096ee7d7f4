package dev.flattensync.store;

import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.TakenId;

/** A new element that embeds arrays has the id of another, whose rows its own could not be told apart from. */
public final class TakenIdException extends MappingViolationException {
    private static final long serialVersionUID = 1L;

    private final transient TakenId takenId;

    TakenIdException(String documentId, TakenId takenId) {
        super(documentId, takenId.violation());
        this.takenId = takenId;
    }

    /** The element and its id. */
    public TakenId takenId() {
        return takenId;
    }
}
