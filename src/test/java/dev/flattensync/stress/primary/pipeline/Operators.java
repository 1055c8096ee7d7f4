package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.Expression.isNothing;

import dev.flattensync.stress.primary.value.BsonTypeNames;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.bson.BsonBoolean;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Operators on a list of evaluated arguments, of which one that is null is missing. */
final class Operators {

    private Operators() {}

    /** All of them by name. */
    static Map<String, Function<List<BsonValue>, BsonValue>> all() {
        Map<String, Function<List<BsonValue>, BsonValue>> all = new HashMap<>();
        all.putAll(comparisons());
        all.putAll(NumberOperators.all());
        all.putAll(ArrayOperators.all());
        all.putAll(DocumentOperators.all());
        all.putAll(TextOperators.all());
        return Map.copyOf(all);
    }

    private static Map<String, Function<List<BsonValue>, BsonValue>> comparisons() {
        return Map.ofEntries(
                Map.entry("$eq", compared(order -> order == 0)),
                Map.entry("$ne", compared(order -> order != 0)),
                Map.entry("$gt", compared(order -> order > 0)),
                Map.entry("$gte", compared(order -> order >= 0)),
                Map.entry("$lt", compared(order -> order < 0)),
                Map.entry("$lte", compared(order -> order <= 0)),
                Map.entry("$cmp", values -> new BsonInt32(Integer.signum(order(values)))),
                Map.entry("$not", is(value -> !Expression.isTrue(value))),
                Map.entry("$isArray", is(value -> value != null && value.isArray())),
                Map.entry("$isNumber", is(value -> value != null && value.isNumber())),
                Map.entry("$type", values -> new BsonString(BsonTypeNames.of(values.get(0)))));
    }

    private static Function<List<BsonValue>, BsonValue> compared(IntPredicate holds) {
        return values -> BsonBoolean.valueOf(holds.test(order(values)));
    }

    private static int order(List<BsonValue> values) {
        return ValueOrder.compare(values.get(0), values.get(1));
    }

    private static Function<List<BsonValue>, BsonValue> is(Predicate<BsonValue> test) {
        return values -> BsonBoolean.valueOf(test.test(values.get(0)));
    }

    /** Of a function: null where an argument is null or missing. */
    static Function<List<BsonValue>, BsonValue> unlessNothing(Function<List<BsonValue>, BsonValue> function) {
        return values -> values.stream().anyMatch(Expression::isNothing) ? BsonNull.VALUE : function.apply(values);
    }

    /** Of a function of one argument: null where it is null or missing. */
    static Function<List<BsonValue>, BsonValue> ofOne(Function<BsonValue, BsonValue> function) {
        return values -> isNothing(values.get(0)) ? BsonNull.VALUE : function.apply(values.get(0));
    }
}
