package dev.flattensync.stress.primary.update;

import org.bson.BsonValue;

/**
 * What became of a value.
 *
 * @param value the value now; null if there is none
 * @param changed whether the update wrote it, be it the same as before
 */
record Outcome(BsonValue value, boolean changed) {

    static Outcome unchanged(BsonValue value) {
        return new Outcome(value, false);
    }

    static Outcome changed(BsonValue value) {
        return new Outcome(value, true);
    }

    static Outcome removed() {
        return new Outcome(null, true);
    }
}
