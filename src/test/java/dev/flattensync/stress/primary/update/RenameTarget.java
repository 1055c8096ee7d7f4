package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.Positions;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import org.bson.BsonValue;

/**
 * What {@code $rename} does at its target: it puts the source's value there, and records it even if it is the same. No
 * other operator of the same update may touch the source, so its value is that of the document before.
 */
record RenameTarget(List<String> source, List<String> target) implements Modifier {

    @Override
    public Result apply(BsonValue value, Scope scope) {
        return create(scope);
    }

    @Override
    public Result create(Scope scope) {
        BsonValue value = find(source, scope, "source");
        if (value == null) {
            return Result.NOTHING;
        }
        find(target, scope, "destination");
        return new Assigned(value);
    }

    private static BsonValue find(List<String> path, Scope scope, String role) {
        BsonValue value = scope.before();
        for (String part : path) {
            if (value != null && value.isArray()) {
                throw ServerError.badValue(
                        "The %s field cannot be an array element, '%s'".formatted(role, String.join(".", path)));
            }
            value = Positions.child(value, part);
        }
        return value;
    }
}
