package dev.flattensync.stress.primary.value;

import org.bson.BsonValue;

/** Numbers without a fraction, of whatever type. */
public final class WholeNumbers {

    private WholeNumbers() {}

    /**
     * The number.
     *
     * @param what what it is for
     * @param refusal the error if it is none, or takes more than 64 bits
     * @throws com.mongodb.MongoCommandException in that case
     */
    public static long of(BsonValue value, String what, ServerError refusal) {
        if (!value.isNumber() || !Double.isFinite(value.asNumber().doubleValue())) {
            throw refusal.exception(message(what, value));
        }
        try {
            return NumberOrder.exact(value.asNumber()).longValueExact();
        } catch (ArithmeticException fraction) {
            throw refusal.exception(message(what, value));
        }
    }

    private static String message(String what, BsonValue value) {
        return "%s must be an integer value, not %s".formatted(what, value);
    }
}
