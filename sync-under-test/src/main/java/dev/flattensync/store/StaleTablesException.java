package dev.flattensync.store;

/** Tables that can't be gone on with as they are: only a new snapshot, or the former configuration, helps. */
public final class StaleTablesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found, where, and what to do */
    public StaleTablesException(String message) {
        super(message);
    }
}
