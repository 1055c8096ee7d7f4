package dev.flattensync.stress.primary.value;

import java.math.BigDecimal;
import org.bson.BsonNumber;
import org.bson.BsonType;
import org.bson.types.Decimal128;

/** Compares numbers of BSON's four types by their exact values. NaN is equal to itself and before all others. */
final class NumberOrder {
    private static final long DECIMAL_SIGN = 1L << 63;

    private NumberOrder() {}

    static int compare(BsonNumber left, BsonNumber right) {
        if (isWhole(left) && isWhole(right)) {
            return Long.compare(left.longValue(), right.longValue());
        }
        double leftDouble = left.doubleValue();
        double rightDouble = right.doubleValue();
        if (Double.isNaN(leftDouble) || Double.isNaN(rightDouble)) {
            return Boolean.compare(Double.isNaN(rightDouble), Double.isNaN(leftDouble));
        }
        if (left.isDouble() && right.isDouble() || isInfinite(left) || isInfinite(right)) {
            // Not Double.compare: both zeros are equal.
            return leftDouble < rightDouble ? -1 : leftDouble > rightDouble ? 1 : 0;
        }
        return exact(left).compareTo(exact(right));
    }

    static boolean isWhole(BsonNumber number) {
        return number.getBsonType() == BsonType.INT32 || number.getBsonType() == BsonType.INT64;
    }

    static boolean isInfinite(BsonNumber number) {
        return number.isDecimal128()
                ? number.asDecimal128().getValue().isInfinite()
                : Double.isInfinite(number.doubleValue());
    }

    /** The exact value of a finite number. */
    static BigDecimal exact(BsonNumber number) {
        return switch (number.getBsonType()) {
            case INT32, INT64 -> BigDecimal.valueOf(number.longValue());
            case DOUBLE -> new BigDecimal(number.doubleValue());
            default -> exact(number.asDecimal128().getValue());
        };
    }

    /** The sign is taken off first, since the driver refuses to convert a negative zero. */
    private static BigDecimal exact(Decimal128 decimal) {
        BigDecimal magnitude = Decimal128.fromIEEE754BIDEncoding(decimal.getHigh() & ~DECIMAL_SIGN, decimal.getLow())
                .bigDecimalValue();
        return decimal.isNegative() ? magnitude.negate() : magnitude;
    }
}
