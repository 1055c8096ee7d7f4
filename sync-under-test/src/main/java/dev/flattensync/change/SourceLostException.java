package dev.flattensync.change;

/** A source that was in use can't be read any more. What was read stays true, and a new start goes on from there. */
public final class SourceLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected, what was found, and what to do; never a password
     * @param cause the driver's error; null if there is none
     */
    public SourceLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
