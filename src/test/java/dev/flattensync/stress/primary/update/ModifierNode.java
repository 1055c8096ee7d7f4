package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import org.bson.BsonArray;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** The end of a path: what an operator does to the value there. */
record ModifierNode(Modifier modifier) implements UpdateNode {

    @Override
    public Outcome apply(BsonValue value, ChangePath path, Recorder recorder, Scope scope) {
        Modifier.Result result = value == null ? modifier.create(scope) : modifier.apply(value, scope);
        if (result instanceof Modifier.Assigned assigned) {
            recorder.updated(path, assigned.value());
            return Outcome.changed(assigned.value());
        }
        if (result instanceof Modifier.Appended appended) {
            return append(appended, path, recorder);
        }
        return result instanceof Modifier.Removed ? remove(path, recorder) : Outcome.unchanged(value);
    }

    private static Outcome append(Modifier.Appended appended, ChangePath path, Recorder recorder) {
        BsonArray array = appended.array();
        for (int i = array.size() - appended.count(); i < array.size(); i++) {
            recorder.updated(ChangePath.element(path, i), array.get(i));
        }
        return Outcome.changed(array);
    }

    /** An element leaves a hole: the others don't move. */
    private static Outcome remove(ChangePath path, Recorder recorder) {
        if (path.isElement()) {
            recorder.updated(path, BsonNull.VALUE);
            return Outcome.changed(BsonNull.VALUE);
        }
        recorder.removed(path);
        return Outcome.removed();
    }

    @Override
    public void blocked(ChangePath path, Scope scope) {
        if (modifier.needsPath(scope)) {
            throw ServerError.PATH_NOT_VIABLE.exception(
                    "Cannot create field '%s': it is in no document and at no position of an array"
                            .formatted(path.dotted()));
        }
    }
}
