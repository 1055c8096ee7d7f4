package dev.flattensync;

/** What the sync does with a value that the mapping does not fit. */
public enum OnViolation {
    /** It stops before the event; everything before it is in the tables. */
    FAIL,
    /**
     * It leaves out the row that the value belongs to, with all that the element embeds, and goes on. The document is
     * looked up again with each of its events, until it fits.
     */
    SKIP
}
