package dev.flattensync.change;

/** A source that can't be used as it is given: unreachable, not a replica set, or it refuses who connects. */
public final class InvalidSourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected, what was found, and what to do; never a password
     * @param cause the driver's error; null if there is none
     */
    public InvalidSourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
