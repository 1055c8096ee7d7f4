package dev.flattensync.stress.primary.value;

import java.util.Locale;
import java.util.function.Predicate;
import org.bson.BsonType;
import org.bson.BsonValue;

/** The names of BSON's types in queries and expressions. Source: MongoDB's manual, "BSON Types". */
public final class BsonTypeNames {

    private BsonTypeNames() {}

    /** The alias of a value's type, such as {@code "objectId"}; {@code "missing"} for null. */
    public static String of(BsonValue value) {
        return value == null ? "missing" : of(value.getBsonType());
    }

    private static String of(BsonType type) {
        return switch (type) {
            case DOCUMENT -> "object";
            case BINARY -> "binData";
            case OBJECT_ID -> "objectId";
            case BOOLEAN -> "bool";
            case DATE_TIME -> "date";
            case REGULAR_EXPRESSION -> "regex";
            case DB_POINTER -> "dbPointer";
            case JAVASCRIPT_WITH_SCOPE -> "javascriptWithScope";
            case INT32 -> "int";
            case INT64 -> "long";
            case DECIMAL128 -> "decimal";
            case MIN_KEY -> "minKey";
            case MAX_KEY -> "maxKey";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** Whether a value is of a type, given by alias or number; {@code "number"} is all four numeric types. */
    public static Predicate<BsonValue> test(BsonValue type) {
        if (type.isString()) {
            String name = type.asString().getValue();
            return name.equals("number")
                    ? BsonValue::isNumber
                    : value -> of(value).equals(name);
        }
        if (!type.isNumber()) {
            throw ServerError.badValue("type must be represented as a number or a string");
        }
        int number = type.asNumber().intValue();
        int code = number == -1 ? BsonType.MIN_KEY.getValue() : number;
        return value -> value.getBsonType().getValue() == code;
    }
}
