package dev.flattensync.change;

/**
 * A consistent snapshot could not be read to its end: the server no longer keeps the past it shows (MongoDB's error
 * 239). What was read of it is of no use; take another one.
 */
public final class SnapshotExpiredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected, what was found, and what to do
     * @param cause the server's error
     */
    public SnapshotExpiredException(String message, Throwable cause) {
        super(message, cause);
    }
}
