package dev.flattensync.stress;

/**
 * Something that the user gave can't be used. The message is one sentence: the key, what was found, what is allowed.
 */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the sentence */
    public InvalidInputException(String message) {
        super(message);
    }
}
