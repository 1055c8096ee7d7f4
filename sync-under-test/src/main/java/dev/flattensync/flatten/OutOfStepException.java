package dev.flattensync.flatten;

/**
 * The tables are not what the stream's events start from: rows are missing that a change goes to. Only a new snapshot
 * helps.
 */
public class OutOfStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected, what was found, where, and what to do */
    public OutOfStepException(String message) {
        super(message);
    }
}
