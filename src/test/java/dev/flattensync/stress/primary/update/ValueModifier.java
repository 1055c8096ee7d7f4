package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ExactValues;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.BsonValue;

/**
 * Puts a value in the place of another one; if it is exactly the same, nothing happened.
 *
 * @param changed the value instead of one that is there
 * @param created the value where there is none
 */
record ValueModifier(BiFunction<BsonValue, Scope, BsonValue> changed, Function<Scope, BsonValue> created)
        implements Modifier {

    /** {@code $set}. */
    static Modifier set(BsonValue value) {
        return new ValueModifier((before, scope) -> value, scope -> value);
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        BsonValue after = changed.apply(value, scope);
        return ExactValues.same(value, after) ? Result.NOTHING : new Assigned(after);
    }

    @Override
    public Result create(Scope scope) {
        return new Assigned(created.apply(scope));
    }
}
