package dev.flattensync.stress.primary.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.types.Decimal128;

/**
 * Sums and products of numbers of BSON's four types. The result has the wider of both types: decimal, double, 64-bit,
 * 32-bit; a 32-bit result that is too large becomes a 64-bit one.
 */
public final class Arithmetic {
    /** A double becomes a decimal of that many digits, zeros included: {@code 0.1} is {@code 0.100000000000000}. */
    private static final int DIGITS_OF_A_DOUBLE = 15;

    private final LongBinaryOperator whole;
    private final DoubleBinaryOperator real;
    private final BinaryOperator<BigDecimal> decimal;

    private Arithmetic(LongBinaryOperator whole, DoubleBinaryOperator real, BinaryOperator<BigDecimal> decimal) {
        this.whole = whole;
        this.real = real;
        this.decimal = decimal;
    }

    /** Addition. */
    public static Arithmetic sum() {
        return new Arithmetic(Math::addExact, Double::sum, (a, b) -> a.add(b, MathContext.DECIMAL128));
    }

    /** Subtraction. */
    public static Arithmetic difference() {
        return new Arithmetic(Math::subtractExact, (a, b) -> a - b, (a, b) -> a.subtract(b, MathContext.DECIMAL128));
    }

    /** Multiplication. */
    public static Arithmetic product() {
        return new Arithmetic(Math::multiplyExact, (a, b) -> a * b, (a, b) -> a.multiply(b, MathContext.DECIMAL128));
    }

    /** The result; empty if it would be a whole number of more than 64 bits. */
    public Optional<BsonNumber> exact(BsonNumber left, BsonNumber right) {
        try {
            return Optional.of(compute(left, right));
        } catch (ArithmeticException overflow) {
            return Optional.empty();
        }
    }

    /** The result; a double if it would be a whole number of more than 64 bits, as in expressions. */
    public BsonNumber widened(BsonNumber left, BsonNumber right) {
        return exact(left, right)
                .orElseGet(() -> new BsonDouble(real.applyAsDouble(left.doubleValue(), right.doubleValue())));
    }

    private BsonNumber compute(BsonNumber left, BsonNumber right) {
        if (left.isDecimal128() || right.isDecimal128()) {
            return decimalResult(left, right);
        }
        if (left.isDouble() || right.isDouble()) {
            return new BsonDouble(real.applyAsDouble(left.doubleValue(), right.doubleValue()));
        }
        long result = whole.applyAsLong(left.longValue(), right.longValue());
        return left.isInt32() && right.isInt32() && result == (int) result
                ? new BsonInt32((int) result)
                : new BsonInt64(result);
    }

    private BsonNumber decimalResult(BsonNumber left, BsonNumber right) {
        double approximate = real.applyAsDouble(left.doubleValue(), right.doubleValue());
        if (!finite(left) || !finite(right)) {
            return new BsonDecimal128(notFinite(approximate));
        }
        BigDecimal result = decimal.apply(decimal(left), decimal(right));
        return new BsonDecimal128(new Decimal128(result));
    }

    private static boolean finite(BsonNumber number) {
        return !Double.isNaN(number.doubleValue()) && !NumberOrder.isInfinite(number);
    }

    private static Decimal128 notFinite(double value) {
        if (Double.isNaN(value)) {
            return Decimal128.NaN;
        }
        return value > 0 ? Decimal128.POSITIVE_INFINITY : Decimal128.NEGATIVE_INFINITY;
    }

    /** A finite number as the decimal that the server converts it to. */
    public static BigDecimal decimal(BsonNumber number) {
        BigDecimal exact = NumberOrder.exact(number);
        if (!number.isDouble() || exact.signum() == 0) {
            return exact;
        }
        BigDecimal rounded = exact.round(new MathContext(DIGITS_OF_A_DOUBLE, RoundingMode.HALF_EVEN));
        return rounded.setScale(rounded.scale() + DIGITS_OF_A_DOUBLE - rounded.precision());
    }
}
