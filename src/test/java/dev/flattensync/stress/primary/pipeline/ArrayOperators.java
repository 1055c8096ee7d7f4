package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.Operators.ofOne;
import static dev.flattensync.stress.primary.pipeline.Operators.unlessNothing;

import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Operators on arrays and on arrays as sets. */
final class ArrayOperators {

    private ArrayOperators() {}

    static Map<String, Function<List<BsonValue>, BsonValue>> all() {
        return Map.ofEntries(
                Map.entry(
                        "$arrayElemAt", unlessNothing(values -> element(array(values.get(0)), integer(values.get(1))))),
                Map.entry("$first", ofOne(value -> element(array(value), 0))),
                Map.entry("$last", ofOne(value -> element(array(value), -1))),
                Map.entry("$concatArrays", unlessNothing(ArrayOperators::concatenated)),
                Map.entry("$slice", unlessNothing(ArrayOperators::slice)),
                Map.entry("$size", values -> new BsonInt32(array(values.get(0)).size())),
                Map.entry("$in", values -> BsonBoolean.valueOf(position(array(values.get(1)), values.get(0)) >= 0)),
                Map.entry(
                        "$indexOfArray",
                        ofFirst(values -> new BsonInt32(position(array(values.get(0)), values.get(1))))),
                Map.entry("$reverseArray", ofOne(ArrayOperators::reversed)),
                Map.entry("$range", ArrayOperators::range),
                Map.entry(
                        "$allElementsTrue",
                        values -> BsonBoolean.valueOf(
                                array(values.get(0)).stream().allMatch(Expression::isTrue))),
                Map.entry(
                        "$anyElementTrue",
                        values -> BsonBoolean.valueOf(
                                array(values.get(0)).stream().anyMatch(Expression::isTrue))),
                Map.entry("$setUnion", unlessNothing(ArrayOperators::union)),
                Map.entry("$setIntersection", unlessNothing(ArrayOperators::intersection)),
                Map.entry("$setDifference", unlessNothing(ArrayOperators::difference)),
                Map.entry(
                        "$setEquals",
                        values -> BsonBoolean.valueOf(set(values.get(0)).equals(set(values.get(1))))),
                Map.entry(
                        "$setIsSubset",
                        values -> BsonBoolean.valueOf(set(values.get(1)).containsAll(set(values.get(0))))));
    }

    static BsonArray array(BsonValue value) {
        if (value == null || !value.isArray()) {
            throw ServerError.TYPE_MISMATCH.exception("an expression needs an array, found " + value);
        }
        return value.asArray();
    }

    private static int integer(BsonValue value) {
        return NumberOperators.number(value).intValue();
    }

    private static Function<List<BsonValue>, BsonValue> ofFirst(Function<List<BsonValue>, BsonValue> function) {
        return values -> Expression.isNothing(values.get(0)) ? BsonNull.VALUE : function.apply(values);
    }

    /** Counted from the end if negative; missing if there is none. */
    private static BsonValue element(BsonArray array, int position) {
        int index = position < 0 ? array.size() + position : position;
        return index >= 0 && index < array.size() ? array.get(index) : null;
    }

    private static BsonValue concatenated(List<BsonValue> values) {
        BsonArray all = new BsonArray();
        values.forEach(value -> all.addAll(array(value)));
        return all;
    }

    private static BsonValue slice(List<BsonValue> values) {
        BsonArray array = array(values.get(0));
        int size = array.size();
        int from;
        int count;
        if (values.size() == 2) {
            count = integer(values.get(1));
            from = count < 0 ? Math.max(0, size + count) : 0;
            count = Math.abs(count);
        } else {
            from = integer(values.get(1));
            from = from < 0 ? Math.max(0, size + from) : Math.min(from, size);
            count = integer(values.get(2));
        }
        return new BsonArray(array.subList(from, (int) Math.min(size, (long) from + count)));
    }

    private static int position(BsonArray array, BsonValue wanted) {
        for (int i = 0; i < array.size(); i++) {
            if (ValueOrder.equal(array.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static BsonValue reversed(BsonValue value) {
        BsonArray reversed = new BsonArray(array(value));
        Collections.reverse(reversed);
        return reversed;
    }

    private static BsonValue range(List<BsonValue> values) {
        int end = integer(values.get(1));
        int step = values.size() > 2 ? integer(values.get(2)) : 1;
        if (step == 0) {
            throw ServerError.badValue("$range requires a non-zero step value");
        }
        BsonArray range = new BsonArray();
        for (long next = integer(values.get(0)); step > 0 ? next < end : next > end; next += step) {
            range.add(new BsonInt32((int) next));
        }
        return range;
    }

    private static TreeSet<BsonValue> set(BsonValue value) {
        TreeSet<BsonValue> set = new TreeSet<>(ValueOrder::compare);
        set.addAll(array(value));
        return set;
    }

    private static BsonValue union(List<BsonValue> values) {
        TreeSet<BsonValue> union = new TreeSet<>(ValueOrder::compare);
        values.forEach(value -> union.addAll(array(value)));
        return new BsonArray(List.copyOf(union));
    }

    private static BsonValue intersection(List<BsonValue> values) {
        TreeSet<BsonValue> common = set(values.get(0));
        values.forEach(value -> common.retainAll(set(value)));
        return new BsonArray(List.copyOf(common));
    }

    private static BsonValue difference(List<BsonValue> values) {
        TreeSet<BsonValue> seen = set(values.get(1));
        return new BsonArray(array(values.get(0)).stream().filter(seen::add).toList());
    }
}
