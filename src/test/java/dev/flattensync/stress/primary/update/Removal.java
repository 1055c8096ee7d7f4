package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.query.Query;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import dev.flattensync.stress.primary.value.WholeNumbers;
import dev.flattensync.stress.workload.DocumentPaths;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonValue;

/**
 * Takes elements out of an array, of which the rest is recorded whole.
 *
 * @param operator its name
 * @param rest the elements that stay
 */
record Removal(String operator, Function<BsonArray, List<BsonValue>> rest) implements Modifier {

    /** {@code $pull}: all elements that match. */
    static Removal matching(BsonValue condition) {
        return of("$pull", Query.pulls(condition));
    }

    /** {@code $pullAll}: all elements that are equal to one of the values. */
    static Removal equalTo(BsonValue operand) {
        if (!operand.isArray()) {
            throw ServerError.badValue("$pullAll requires an array argument but was given a " + operand.getBsonType());
        }
        TreeSet<BsonValue> values = new TreeSet<>(ValueOrder::compare);
        values.addAll(operand.asArray());
        return of("$pullAll", values::contains);
    }

    /** {@code $pop}: the last element; the first, if the number is -1. */
    static Removal atEnd(BsonValue operand) {
        long end = WholeNumbers.of(operand, "$pop", ServerError.FAILED_TO_PARSE);
        if (Math.abs(end) != 1) {
            throw ServerError.FAILED_TO_PARSE.exception("$pop expects 1 or -1, found: " + operand);
        }
        boolean first = end < 0;
        return new Removal(
                "$pop",
                array -> List.copyOf(array.subList(
                        first && !array.isEmpty() ? 1 : 0,
                        first || array.isEmpty() ? array.size() : array.size() - 1)));
    }

    /** What {@code $pull} does that matches one element. */
    static Removal at(int position) {
        return new Removal("$pull", array -> {
            BsonArray rest = DocumentPaths.copy(array);
            rest.remove(position);
            return rest;
        });
    }

    private static Removal of(String operator, Predicate<BsonValue> gone) {
        return new Removal(
                operator, array -> array.stream().filter(gone.negate()).toList());
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        if (!value.isArray()) {
            ServerError error = operator.equals("$pop") ? ServerError.TYPE_MISMATCH : ServerError.BAD_VALUE;
            throw error.exception("Cannot apply %s to a non-array value".formatted(operator));
        }
        List<BsonValue> kept = rest.apply(value.asArray());
        if (kept.size() == value.asArray().size()) {
            return Result.NOTHING;
        }
        return new Assigned(kept instanceof BsonArray array ? array : new BsonArray(kept));
    }
}
