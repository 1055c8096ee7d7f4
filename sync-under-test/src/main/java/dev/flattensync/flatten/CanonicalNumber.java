package dev.flattensync.flatten;

import java.math.BigDecimal;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** A number as text, the same for every BSON type that holds exactly that number. */
final class CanonicalNumber {

    private CanonicalNumber() {}

    static String of(BsonValue number) {
        return switch (number.getBsonType()) {
            case DOUBLE -> ofDouble(number.asDouble().getValue());
            case DECIMAL128 -> ofDecimal(number.asDecimal128().getValue());
            default -> plain(BigDecimal.valueOf(number.asNumber().longValue()));
        };
    }

    private static String ofDouble(double number) {
        // The exact value, not the shortest text: MongoDB compares a double with a decimal exactly.
        return Double.isFinite(number) ? plain(new BigDecimal(number)) : String.valueOf(number);
    }

    private static String ofDecimal(Decimal128 number) {
        if (number.isNaN()) {
            return "NaN";
        }
        if (number.isInfinite()) {
            return number.isNegative() ? "-Infinity" : "Infinity";
        }
        try {
            return plain(number.bigDecimalValue());
        } catch (ArithmeticException negativeZero) {
            return "0";
        }
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
