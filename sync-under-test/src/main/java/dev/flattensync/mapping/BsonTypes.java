package dev.flattensync.mapping;

import java.util.Locale;
import org.bson.BsonValue;

/** BSON types in words, for error messages. A value itself is never shown: it may be long, hostile or secret. */
public final class BsonTypes {

    private BsonTypes() {}

    /** The type with its article: "a string", "an array", "an ObjectId"; "nothing" for null. */
    public static String describe(BsonValue value) {
        if (value == null) {
            return "nothing";
        }
        if (value.isDouble() && !Double.isFinite(value.asDouble().getValue())
                || value.isDecimal128()
                        && (value.asDecimal128().getValue().isNaN()
                                || value.asDecimal128().getValue().isInfinite())) {
            return "NaN or an infinite number";
        }
        return switch (value.getBsonType()) {
            case INT32 -> "a 32-bit number";
            case INT64 -> "a 64-bit number";
            case DOUBLE -> "a double";
            case DECIMAL128 -> "a decimal";
            case DATE_TIME -> "a date";
            case ARRAY -> "an array";
            case OBJECT_ID -> "an ObjectId";
            case NULL -> "null";
            default ->
                "a " + value.getBsonType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
