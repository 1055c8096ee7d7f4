package dev.flattensync.stress.browser;

/** This machine has no browser that can be driven; the message says what to install. */
final class BrowserMissingException extends Exception {
    private static final long serialVersionUID = 1;

    BrowserMissingException(String message) {
        super(message);
    }
}
