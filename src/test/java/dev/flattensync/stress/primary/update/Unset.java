package dev.flattensync.stress.primary.update;

import org.bson.BsonValue;

/** {@code $unset}, and what {@code $rename} does to its source. */
record Unset() implements Modifier {

    @Override
    public Result apply(BsonValue value, Scope scope) {
        return Result.REMOVED;
    }

    @Override
    public boolean needsPath(Scope scope) {
        return false;
    }
}
