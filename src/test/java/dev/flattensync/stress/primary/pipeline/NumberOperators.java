package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.Operators.ofOne;
import static dev.flattensync.stress.primary.pipeline.Operators.unlessNothing;

import dev.flattensync.stress.primary.value.Arithmetic;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonNumber;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Operators on numbers; the type of a result is the type that a server gives it. */
final class NumberOperators {

    private NumberOperators() {}

    static Map<String, Function<List<BsonValue>, BsonValue>> all() {
        return Map.ofEntries(
                Map.entry("$add", unlessNothing(NumberOperators::add)),
                Map.entry("$subtract", unlessNothing(values -> subtract(values.get(0), values.get(1)))),
                Map.entry("$multiply", unlessNothing(NumberOperators::multiply)),
                Map.entry("$divide", unlessNothing(NumberOperators::divide)),
                Map.entry("$mod", unlessNothing(NumberOperators::mod)),
                Map.entry("$abs", ofOne(value -> isNegative(value) ? negated(number(value)) : value)),
                Map.entry("$ceil", ofOne(value -> rounded(number(value), 0, RoundingMode.CEILING))),
                Map.entry("$floor", ofOne(value -> rounded(number(value), 0, RoundingMode.FLOOR))),
                Map.entry("$trunc", unlessNothing(values -> rounded(values, RoundingMode.DOWN))),
                Map.entry("$round", unlessNothing(values -> rounded(values, RoundingMode.HALF_EVEN))),
                Map.entry("$sqrt", ofOne(real(Math::sqrt))),
                Map.entry("$exp", ofOne(real(Math::exp))),
                Map.entry("$ln", ofOne(real(Math::log))),
                Map.entry("$log10", ofOne(real(Math::log10))),
                Map.entry("$min", values -> extreme(values, ValueOrder::compare)),
                Map.entry("$max", values -> extreme(values, (a, b) -> ValueOrder.compare(b, a))),
                Map.entry("$sum", values -> sum(values)),
                Map.entry("$avg", NumberOperators::average));
    }

    static BsonNumber number(BsonValue value) {
        if (!value.isNumber()) {
            throw ServerError.TYPE_MISMATCH.exception("only supports numeric types, not " + value.getBsonType());
        }
        return value.asNumber();
    }

    private static BsonValue add(List<BsonValue> values) {
        boolean date = false;
        BsonNumber sum = new BsonInt32(0);
        for (BsonValue value : values) {
            boolean isDate = value.isDateTime();
            date |= isDate;
            BsonNumber addend = isDate ? new BsonInt64(value.asDateTime().getValue()) : number(value);
            sum = Arithmetic.sum().widened(sum, addend);
        }
        return date ? new BsonDateTime(sum.longValue()) : sum;
    }

    private static BsonValue subtract(BsonValue left, BsonValue right) {
        if (!left.isDateTime()) {
            return Arithmetic.difference().widened(number(left), number(right));
        }
        long millis = left.asDateTime().getValue();
        return right.isDateTime()
                ? new BsonInt64(millis - right.asDateTime().getValue())
                : new BsonDateTime(millis - number(right).longValue());
    }

    private static BsonValue multiply(List<BsonValue> values) {
        BsonNumber product = new BsonInt32(1);
        for (BsonValue value : values) {
            product = Arithmetic.product().widened(product, number(value));
        }
        return product;
    }

    private static BsonValue divide(List<BsonValue> values) {
        BsonNumber left = number(values.get(0));
        BsonNumber right = number(values.get(1));
        if (right.doubleValue() == 0) {
            throw ServerError.badValue("can't $divide by zero");
        }
        return left.isDecimal128() || right.isDecimal128()
                ? decimal(Arithmetic.decimal(left).divide(Arithmetic.decimal(right), MathContext.DECIMAL128))
                : new BsonDouble(left.doubleValue() / right.doubleValue());
    }

    private static BsonValue mod(List<BsonValue> values) {
        BsonNumber left = number(values.get(0));
        BsonNumber right = number(values.get(1));
        if (right.doubleValue() == 0) {
            throw ServerError.badValue("can't $mod by zero");
        }
        if (left.isDecimal128() || right.isDecimal128()) {
            return decimal(Arithmetic.decimal(left).remainder(Arithmetic.decimal(right)));
        }
        if (left.isDouble() || right.isDouble()) {
            return new BsonDouble(left.doubleValue() % right.doubleValue());
        }
        long remainder = left.longValue() % right.longValue();
        return left.isInt32() && right.isInt32() ? new BsonInt32((int) remainder) : new BsonInt64(remainder);
    }

    private static boolean isNegative(BsonValue value) {
        return number(value).doubleValue() < 0;
    }

    private static BsonNumber negated(BsonNumber value) {
        return Arithmetic.difference().widened(new BsonInt32(0), value);
    }

    private static BsonValue rounded(List<BsonValue> values, RoundingMode mode) {
        int places = values.size() > 1 ? number(values.get(1)).intValue() : 0;
        return rounded(number(values.get(0)), places, mode);
    }

    /** A double stays a double, a whole number a whole number of its type. */
    private static BsonValue rounded(BsonNumber value, int places, RoundingMode mode) {
        boolean whole = value.getBsonType() == BsonType.INT32 || value.getBsonType() == BsonType.INT64;
        if (whole && places >= 0 || value.isDouble() && !Double.isFinite(value.doubleValue())) {
            return value;
        }
        BigDecimal exact = value.isDouble() ? new BigDecimal(value.doubleValue()) : Arithmetic.decimal(value);
        BigDecimal rounded = exact.setScale(places, mode);
        return switch (value.getBsonType()) {
            case INT32 -> new BsonInt32(rounded.intValue());
            case INT64 -> new BsonInt64(rounded.longValue());
            case DOUBLE -> new BsonDouble(rounded.doubleValue());
            default -> decimal(rounded);
        };
    }

    private static Function<BsonValue, BsonValue> real(DoubleUnaryOperator function) {
        return value -> new BsonDouble(function.applyAsDouble(number(value).doubleValue()));
    }

    private static BsonValue decimal(BigDecimal value) {
        return new BsonDecimal128(new Decimal128(value.round(MathContext.DECIMAL128)));
    }

    /** A single array stands for its elements. */
    private static List<BsonValue> spread(List<BsonValue> values) {
        boolean array =
                values.size() == 1 && values.get(0) != null && values.get(0).isArray();
        return array ? values.get(0).asArray() : values;
    }

    private static BsonValue extreme(List<BsonValue> values, Comparator<BsonValue> order) {
        return spread(values).stream()
                .filter(value -> !Expression.isNothing(value))
                .min(order)
                .orElse(BsonNull.VALUE);
    }

    private static BsonNumber sum(List<BsonValue> values) {
        BsonNumber sum = new BsonInt32(0);
        for (BsonValue value : spread(values)) {
            if (value != null && value.isNumber()) {
                sum = Arithmetic.sum().widened(sum, value.asNumber());
            }
        }
        return sum;
    }

    private static BsonValue average(List<BsonValue> values) {
        long count = spread(values).stream()
                .filter(value -> value != null && value.isNumber())
                .count();
        if (count == 0) {
            return BsonNull.VALUE;
        }
        return divide(List.of(sum(values), new BsonInt64(count)));
    }
}
