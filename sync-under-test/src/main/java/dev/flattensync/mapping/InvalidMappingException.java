package dev.flattensync.mapping;

/** A mapping in the configuration that can't be used. The message names the key, what was found and what is allowed. */
public final class InvalidMappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: key, found, allowed */
    public InvalidMappingException(String message) {
        super(message);
    }
}
