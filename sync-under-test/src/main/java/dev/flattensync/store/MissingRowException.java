package dev.flattensync.store;

import dev.flattensync.flatten.OutOfStepException;
import dev.flattensync.flatten.RowChanges.FieldUpdate;
import java.util.List;

/** Fields of elements were to be set, and for one of them at least there is no row. */
public final class MissingRowException extends OutOfStepException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldUpdate> updates;

    MissingRowException(String message, List<FieldUpdate> updates) {
        super(message);
        this.updates = List.copyOf(updates);
    }

    /** All that was to be set. */
    public List<FieldUpdate> updates() {
        return updates;
    }
}
