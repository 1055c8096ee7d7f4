package dev.flattensync.stress.primary.value;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** How {@code $sort} of {@code $push} and {@code $sortArray} order the elements of an array. */
public final class SortPattern {

    private SortPattern() {}

    /**
     * Reads a pattern.
     *
     * @param pattern 1 or -1 for whole elements; or a document of paths into them, where what is not a document has
     *     none of the fields, and a missing field is null
     * @throws com.mongodb.MongoCommandException if it is neither
     */
    public static Comparator<BsonValue> of(BsonValue pattern) {
        if (!pattern.isDocument()) {
            return directed(ValueOrder::compare, pattern);
        }
        List<Comparator<BsonValue>> fields = new ArrayList<>();
        for (Map.Entry<String, BsonValue> field : pattern.asDocument().entrySet()) {
            List<String> path = List.of(field.getKey().split("\\.", -1));
            if (path.contains("")) {
                throw ServerError.badValue("The $sort field has an empty part: " + field.getKey());
            }
            fields.add(directed((a, b) -> ValueOrder.compare(key(a, path), key(b, path)), field.getValue()));
        }
        return fields.stream()
                .reduce(Comparator::thenComparing)
                .orElseThrow(
                        () -> ServerError.badValue("The sort pattern is empty when it should be a set of fields."));
    }

    private static Comparator<BsonValue> directed(Comparator<BsonValue> ascending, BsonValue direction) {
        double sign = direction.isNumber() ? direction.asNumber().doubleValue() : 0;
        if (sign != 1 && sign != -1) {
            throw ServerError.badValue("The sort element value must be either 1 or -1");
        }
        return sign > 0 ? ascending : ascending.reversed();
    }

    private static BsonValue key(BsonValue element, List<String> path) {
        BsonValue value = element.isDocument() ? element : new BsonDocument("", element);
        for (String part : path) {
            value = Positions.child(value, part);
            if (value == null) {
                return BsonNull.VALUE;
            }
        }
        return value;
    }
}
