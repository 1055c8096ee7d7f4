package dev.flattensync.change;

/**
 * The stream of changes doesn't reach back to where it should be resumed (MongoDB's error 286). Only a new snapshot
 * helps.
 */
public final class HistoryLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was expected, what was found, and what to do
     * @param cause the server's error; null if there is none
     */
    public HistoryLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
