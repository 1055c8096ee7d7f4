package dev.flattensync.stress.primary.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * The order in which a MongoDB server puts BSON values: by type first, where all numbers are one type, then by value.
 * {@code 1}, {@code 1.0} and {@code NumberDecimal("1.00")} are equal; documents are equal only with their fields in the
 * same order.
 *
 * <p>Source: MongoDB's manual, "Comparison/Sort Order".
 */
public final class ValueOrder {
    private static final Comparator<byte[]> UNSIGNED_BYTES = Arrays::compareUnsigned;

    private ValueOrder() {}

    /** Compares as the server does; a missing value is null and comes before all but the smallest key. */
    public static int compare(BsonValue left, BsonValue right) {
        if (left == right) {
            return 0;
        }
        int byType = Integer.compare(rank(left), rank(right));
        return byType != 0 || left == null || right == null ? byType : compareWithinType(left, right);
    }

    /** Whether the values are equal, whatever their numeric types. */
    public static boolean equal(BsonValue left, BsonValue right) {
        return compare(left, right) == 0;
    }

    /** Whether the values are of one type in this order, so that conditions such as {@code $lt} apply. */
    public static boolean sameType(BsonValue left, BsonValue right) {
        return rank(left) == rank(right);
    }

    private static int rank(BsonValue value) {
        if (value == null) {
            return 0;
        }
        return switch (value.getBsonType()) {
            case MIN_KEY -> -1;
            case UNDEFINED, END_OF_DOCUMENT -> 0;
            case NULL -> 5;
            case INT32, INT64, DOUBLE, DECIMAL128 -> 10;
            case STRING, SYMBOL -> 15;
            case DOCUMENT -> 20;
            case ARRAY -> 25;
            case BINARY -> 30;
            case OBJECT_ID -> 35;
            case BOOLEAN -> 40;
            case DATE_TIME -> 45;
            case TIMESTAMP -> 47;
            case REGULAR_EXPRESSION -> 50;
            case DB_POINTER -> 55;
            case JAVASCRIPT -> 60;
            case JAVASCRIPT_WITH_SCOPE -> 65;
            case MAX_KEY -> 127;
        };
    }

    private static int compareWithinType(BsonValue left, BsonValue right) {
        return switch (left.getBsonType()) {
            case INT32, INT64, DOUBLE, DECIMAL128 -> NumberOrder.compare(left.asNumber(), right.asNumber());
            case STRING, SYMBOL -> compareText(text(left), text(right));
            case DOCUMENT ->
                compareFields(
                        left.asDocument().entrySet().iterator(),
                        right.asDocument().entrySet().iterator());
            case ARRAY ->
                compareElements(left.asArray().iterator(), right.asArray().iterator());
            case BINARY -> compareBinary(left.asBinary(), right.asBinary());
            case OBJECT_ID -> left.asObjectId().compareTo(right.asObjectId());
            case BOOLEAN -> left.asBoolean().compareTo(right.asBoolean());
            case DATE_TIME -> left.asDateTime().compareTo(right.asDateTime());
            case TIMESTAMP -> left.asTimestamp().compareTo(right.asTimestamp());
            case REGULAR_EXPRESSION -> compareRegex(left.asRegularExpression(), right.asRegularExpression());
            case JAVASCRIPT ->
                compareText(left.asJavaScript().getCode(), right.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE, DB_POINTER -> compareText(left.toString(), right.toString());
            default -> 0;
        };
    }

    /** Compares strings by the bytes of UTF-8, which is not the order of Java's chars. */
    public static int compareText(String left, String right) {
        return UNSIGNED_BYTES.compare(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BsonValue value) {
        return value.getBsonType() == BsonType.SYMBOL
                ? value.asSymbol().getSymbol()
                : value.asString().getValue();
    }

    private static int compareFields(
            Iterator<Map.Entry<String, BsonValue>> left, Iterator<Map.Entry<String, BsonValue>> right) {
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, BsonValue> leftField = left.next();
            Map.Entry<String, BsonValue> rightField = right.next();
            int order = Integer.compare(rank(leftField.getValue()), rank(rightField.getValue()));
            if (order == 0) {
                order = compareText(leftField.getKey(), rightField.getKey());
            }
            if (order == 0) {
                order = compare(leftField.getValue(), rightField.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareElements(Iterator<BsonValue> left, Iterator<BsonValue> right) {
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareBinary(BsonBinary left, BsonBinary right) {
        int order = Integer.compare(left.getData().length, right.getData().length);
        if (order == 0) {
            order = Integer.compare(left.getType() & 0xFF, right.getType() & 0xFF);
        }
        return order != 0 ? order : UNSIGNED_BYTES.compare(left.getData(), right.getData());
    }

    private static int compareRegex(BsonRegularExpression left, BsonRegularExpression right) {
        int order = compareText(left.getPattern(), right.getPattern());
        return order != 0 ? order : compareText(left.getOptions(), right.getOptions());
    }
}
