package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.Positions;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import java.util.OptionalInt;
import org.bson.BsonValue;

/**
 * What {@code $rename} does at its target: it puts the source's value there, and records it even if it is the same. No
 * other operator of the same update may touch the source, so its value is that of the document before.
 */
record RenameTarget(List<String> source, List<String> target) implements Modifier {

    /**
     * Reads both paths.
     *
     * @throws com.mongodb.MongoCommandException if one leads to the other, or to elements that are not named
     */
    static RenameTarget of(String from, BsonValue to) {
        if (!to.isString()) {
            throw ServerError.badValue("The 'to' field for $rename must be a string: " + to);
        }
        List<String> source = UpdatePath.parts(from);
        List<String> target = UpdatePath.parts(to.asString().getValue());
        int common = Math.min(source.size(), target.size());
        if (source.subList(0, common).equals(target.subList(0, common))) {
            throw ServerError.badValue("The source and target field for $rename must not be on the same path: " + from);
        }
        if (source.stream().anyMatch(UpdatePath::isDynamic) || target.stream().anyMatch(UpdatePath::isDynamic)) {
            throw ServerError.badValue("The fields for $rename may not be dynamic: %s, %s".formatted(from, to));
        }
        return new RenameTarget(source, target);
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        return create(scope);
    }

    @Override
    public Result create(Scope scope) {
        BsonValue value = movedTo(scope);
        return value == null ? Result.NOTHING : new Assigned(value);
    }

    /** Without a source, nothing happens, whatever is at the target. */
    @Override
    public boolean needsPath(Scope scope) {
        return movedTo(scope) != null;
    }

    /** The source's value; null if there is none. Neither path may lead through an array. */
    private BsonValue movedTo(Scope scope) {
        BsonValue value = sourceValue(scope);
        if (value != null) {
            requireNoArray(source, scope, "source");
            requireNoArray(target, scope, "destination");
        }
        return value;
    }

    /** A path that leads on from a value without fields is refused, not taken for one that leads nowhere. */
    private BsonValue sourceValue(Scope scope) {
        BsonValue value = scope.before();
        for (String part : source) {
            if (value == null) {
                return null;
            }
            OptionalInt position = Positions.of(part);
            if (!value.isDocument() && !(value.isArray() && position.isPresent())) {
                throw ServerError.PATH_NOT_VIABLE.exception(
                        "cannot use the part (%s of %s) to traverse the element".formatted(part, source));
            }
            value = Positions.child(value, part);
        }
        return value;
    }

    private static void requireNoArray(List<String> path, Scope scope, String role) {
        BsonValue value = scope.before();
        for (String part : path) {
            if (value != null && value.isArray()) {
                throw ServerError.badValue(
                        "The %s field cannot be an array element, '%s'".formatted(role, String.join(".", path)));
            }
            value = Positions.child(value, part);
        }
    }
}
