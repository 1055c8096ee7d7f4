package dev.flattensync.stress.primary.value;

import java.util.Iterator;
import java.util.Map;
import org.bson.BsonValue;

/**
 * Whether two values are the same bytes, which is what makes an update change nothing: the same types of numbers, and
 * fields in the same order. {@link org.bson.BsonDocument#equals} does not look at the order.
 */
public final class ExactValues {

    private ExactValues() {}

    /** Whether the values are the same; null is a missing value. */
    public static boolean same(BsonValue left, BsonValue right) {
        // Documents share what did not change, so this is what usually decides.
        if (left == right) {
            return true;
        }
        if (left == null || right == null || left.getBsonType() != right.getBsonType()) {
            return false;
        }
        if (left.isDocument()) {
            return sameFields(left.asDocument().entrySet(), right.asDocument().entrySet());
        }
        return left.isArray() ? sameElements(left.asArray(), right.asArray()) : left.equals(right);
    }

    private static boolean sameFields(
            Iterable<Map.Entry<String, BsonValue>> left, Iterable<Map.Entry<String, BsonValue>> right) {
        Iterator<Map.Entry<String, BsonValue>> rest = right.iterator();
        for (Map.Entry<String, BsonValue> field : left) {
            if (!rest.hasNext()) {
                return false;
            }
            Map.Entry<String, BsonValue> other = rest.next();
            if (!field.getKey().equals(other.getKey()) || !same(field.getValue(), other.getValue())) {
                return false;
            }
        }
        return !rest.hasNext();
    }

    private static boolean sameElements(Iterable<BsonValue> left, Iterable<BsonValue> right) {
        Iterator<BsonValue> rest = right.iterator();
        for (BsonValue element : left) {
            if (!rest.hasNext() || !same(element, rest.next())) {
                return false;
            }
        }
        return !rest.hasNext();
    }
}
