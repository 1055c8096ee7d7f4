package dev.flattensync.store;

/** Another sync writes to the same tables, or may do so. This one keeps its hands off them. */
public final class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found, where, and what to do */
    public FencedOffException(String message) {
        super(message);
    }
}
