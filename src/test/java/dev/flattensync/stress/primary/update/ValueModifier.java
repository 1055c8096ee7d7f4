package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ExactValues;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.bson.BsonValue;

/**
 * Puts a value in the place of another one; if it is the same, nothing happened.
 *
 * @param changed the value instead of one that is there
 * @param created the value where there is none
 * @param same whether the new value is the one that was there
 */
record ValueModifier(
        BiFunction<BsonValue, Scope, BsonValue> changed,
        Function<Scope, BsonValue> created,
        BiPredicate<BsonValue, BsonValue> same)
        implements Modifier {

    /** Compares exactly. */
    ValueModifier(BiFunction<BsonValue, Scope, BsonValue> changed, Function<Scope, BsonValue> created) {
        this(changed, created, ExactValues::same);
    }

    /** {@code $set}. */
    static Modifier set(BsonValue value) {
        return new ValueModifier((before, scope) -> value, scope -> value);
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        BsonValue after = changed.apply(value, scope);
        return same.test(value, after) ? Result.NOTHING : new Assigned(after);
    }

    @Override
    public Result create(Scope scope) {
        return new Assigned(created.apply(scope));
    }
}
