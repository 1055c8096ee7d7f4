package dev.flattensync.change;

/** A change event that the sync can't act on. The sync stops before it, and no token moves past it. */
public final class UnsupportedChangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found, where, and what to do */
    public UnsupportedChangeException(String message) {
        super(message);
    }
}
