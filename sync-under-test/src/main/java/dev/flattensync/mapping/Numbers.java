package dev.flattensync.mapping;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonValue;

/** BSON's four numeric types as exact decimals. */
final class Numbers {

    private Numbers() {}

    /** The number as a decimal without trailing zeros; empty for what is not a finite number. */
    static Optional<BigDecimal> decimal(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32, INT64 ->
                Optional.of(normalized(BigDecimal.valueOf(value.asNumber().longValue())));
            case DOUBLE ->
                Double.isFinite(value.asDouble().getValue())
                        ? Optional.of(
                                normalized(BigDecimal.valueOf(value.asDouble().getValue())))
                        : Optional.empty();
            case DECIMAL128 -> finite(value).map(Numbers::normalized);
            default -> Optional.empty();
        };
    }

    /** The number by an exact conversion; null if it is not a number or the conversion would lose something. */
    static Object exactly(BsonValue value, Function<BigDecimal, Object> conversion) {
        try {
            // A double's exact value: its shortest text may be another whole number, as for 2^60.
            Optional<BigDecimal> exact = value.isDouble()
                    ? decimal(value).map(d -> new BigDecimal(value.asDouble().getValue()))
                    : decimal(value);
            return exact.map(conversion).orElse(null);
        } catch (ArithmeticException notExact) {
            return null;
        }
    }

    /** The double of that value; null if no double is exactly that value. */
    static Double exactDouble(long value) {
        double candidate = value;
        return BigDecimal.valueOf(value).compareTo(new BigDecimal(candidate)) == 0 ? candidate : null;
    }

    /** Trailing zeros dropped, so that equal numbers are equal objects. */
    static BigDecimal normalized(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static Optional<BigDecimal> finite(BsonValue value) {
        var decimal = value.asDecimal128().getValue();
        if (decimal.isNaN() || decimal.isInfinite()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decimal.bigDecimalValue());
        } catch (ArithmeticException negativeZero) {
            // BigDecimal has none.
            return Optional.of(BigDecimal.ZERO);
        }
    }
}
