package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/** {@code $bit}: and, or, xor with whole numbers, in the order given; the result has the wider of the types. */
final class Bits {

    private Bits() {}

    static Modifier of(BsonValue operand) {
        if (!operand.isDocument() || operand.asDocument().isEmpty()) {
            throw ServerError.badValue(
                    "You must pass in at least one bitwise operation: {$bit: {field: {and/or/xor: #}}");
        }
        BsonDocument operations = operand.asDocument();
        applied(new BsonInt32(0), operations);
        return new ValueModifier(
                (value, scope) -> applied(value, operations), scope -> applied(new BsonInt32(0), operations));
    }

    private static BsonValue applied(BsonValue value, BsonDocument operations) {
        BsonValue result = value;
        for (Map.Entry<String, BsonValue> operation : operations.entrySet()) {
            result = applied(operation.getKey(), result, operation.getValue());
        }
        return result;
    }

    private static BsonValue applied(String operation, BsonValue left, BsonValue right) {
        long bits = switch (operation) {
            case "and" -> whole(left) & whole(right);
            case "or" -> whole(left) | whole(right);
            case "xor" -> whole(left) ^ whole(right);
            default ->
                throw ServerError.badValue("The $bit modifier only supports 'and', 'or', and 'xor', not " + operation);
        };
        return left.isInt32() && right.isInt32() ? new BsonInt32((int) bits) : new BsonInt64(bits);
    }

    private static long whole(BsonValue value) {
        if (!value.isInt32() && !value.isInt64()) {
            throw ServerError.badValue("Cannot apply $bit to a value of non-integral type " + value.getBsonType());
        }
        return value.asNumber().longValue();
    }
}
