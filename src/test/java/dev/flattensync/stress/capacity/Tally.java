package dev.flattensync.stress.capacity;

import dev.flattensync.stress.measure.Validity;

/**
 * What all probes of one rate say.
 *
 * @param sustained how many were sustained
 * @param unsustained how many were not
 * @param voids how many were void since then
 * @param reason why the last one was not sustained or was void; empty if neither happened
 */
record Tally(int sustained, int unsustained, int voids, String reason) {
    static final Tally NONE = new Tally(0, 0, 0, "");

    Tally with(Validity outcome) {
        if (outcome instanceof Validity.Unsustainable failure) {
            return new Tally(sustained, unsustained + 1, 0, failure.reason());
        }
        if (outcome instanceof Validity.Void unknown) {
            return new Tally(sustained, unsustained, voids + 1, unknown.reason());
        }
        return new Tally(sustained + 1, unsustained, 0, reason);
    }
}
