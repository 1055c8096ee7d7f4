package dev.flattensync.stress.primary.update;

import org.bson.BsonValue;

/** {@code $setOnInsert}: {@code $set} in a document that is being made, nothing in one that is there. */
record OnInsert(Modifier set) implements Modifier {

    @Override
    public Result apply(BsonValue value, Scope scope) {
        return scope.context().inserting() ? set.apply(value, scope) : Result.NOTHING;
    }

    @Override
    public Result create(Scope scope) {
        return scope.context().inserting() ? set.create(scope) : Result.NOTHING;
    }

    @Override
    public boolean needsPath(Scope scope) {
        return scope.context().inserting();
    }
}
