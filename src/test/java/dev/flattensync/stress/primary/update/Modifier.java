package dev.flattensync.stress.primary.update;

import org.bson.BsonArray;
import org.bson.BsonValue;

/** What an update operator does to the value at its path. */
interface Modifier {

    /** To a value that is there. */
    Result apply(BsonValue value, Scope scope);

    /** To a value that is missing; most operators that take something away do nothing. */
    default Result create(Scope scope) {
        return Result.NOTHING;
    }

    /** Whether it is an error if the path leads through a value that can have no fields. */
    default boolean needsPath(Scope scope) {
        return true;
    }

    /** What it did. */
    sealed interface Result {
        Result NOTHING = new Nothing();
        Result REMOVED = new Removed();
    }

    /** The value is as it was, and nothing is recorded. */
    record Nothing() implements Result {}

    /** There is a new value, recorded whole. */
    record Assigned(BsonValue value) implements Result {}

    /**
     * Elements were added at the end of an array that had some; each is recorded.
     *
     * @param array all elements
     * @param count how many are new
     */
    record Appended(BsonArray array, int count) implements Result {}

    /** The value is gone. */
    record Removed() implements Result {}
}
