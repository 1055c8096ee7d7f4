package dev.flattensync.stress.primary.query;

import dev.flattensync.stress.primary.value.BsonTypeNames;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.BsonRegularExpression;
import org.bson.BsonType;
import org.bson.BsonValue;

/** Tests of a single value; the missing value is null. */
final class ValueTests {

    private ValueTests() {}

    /** Equality, where null stands for a missing value too and a regular expression matches strings. */
    static Predicate<BsonValue> equalTo(BsonValue operand) {
        if (operand.isRegularExpression()) {
            return regex(operand.asRegularExpression()).or(value -> ValueOrder.equal(value, operand));
        }
        return ordered(operand, order -> order == 0, true);
    }

    /** Equality with any of the values. */
    static Predicate<BsonValue> in(List<BsonValue> operands) {
        List<Predicate<BsonValue>> tests =
                operands.stream().map(ValueTests::equalTo).toList();
        return value -> tests.stream().anyMatch(test -> test.test(value));
    }

    /**
     * A comparison; values of other types than the operand's never pass.
     *
     * @param holdsIfEqual whether it holds for equal values
     */
    static Predicate<BsonValue> ordered(BsonValue operand, IntPredicate holds, boolean holdsIfEqual) {
        boolean extreme = operand.getBsonType() == BsonType.MIN_KEY || operand.getBsonType() == BsonType.MAX_KEY;
        return value -> {
            if (operand.isNull() && (value == null || value.getBsonType() == BsonType.UNDEFINED)) {
                return holdsIfEqual;
            }
            if (value == null || !ValueOrder.sameType(value, operand) && !extreme) {
                return false;
            }
            // NaN is neither less nor greater than a number.
            return isNaN(value) == isNaN(operand) && holds.test(ValueOrder.compare(value, operand));
        };
    }

    private static boolean isNaN(BsonValue value) {
        return value.isNumber() && Double.isNaN(value.asNumber().doubleValue());
    }

    /** A string that a pattern is found in. */
    static Predicate<BsonValue> regex(BsonRegularExpression expression) {
        Pattern pattern = pattern(expression);
        return value -> value != null
                && value.isString()
                && pattern.matcher(value.asString().getValue()).find();
    }

    private static Pattern pattern(BsonRegularExpression expression) {
        int flags = 0;
        for (char option : expression.getOptions().toCharArray()) {
            flags |= switch (option) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                case 'u' -> Pattern.UNICODE_CASE;
                default -> throw ServerError.badValue("invalid option in regular expression: " + option);
            };
        }
        return Pattern.compile(expression.getPattern(), flags);
    }

    /** A value of one of the types, given by alias or number. */
    static Predicate<BsonValue> type(BsonValue operand) {
        List<BsonValue> types = operand.isArray() ? operand.asArray() : List.of(operand);
        List<Predicate<BsonValue>> tests =
                types.stream().map(BsonTypeNames::test).toList();
        return value -> value != null && tests.stream().anyMatch(test -> test.test(value));
    }

    /** An array of that many elements. */
    static Predicate<BsonValue> size(BsonValue operand) {
        long size = operand.asNumber().longValue();
        return value -> value != null && value.isArray() && value.asArray().size() == size;
    }

    /** A number with that remainder, fractions cut off. */
    static Predicate<BsonValue> mod(List<BsonValue> operand) {
        long divisor = operand.get(0).asNumber().longValue();
        long remainder = operand.get(1).asNumber().longValue();
        return value -> value != null
                && value.isNumber()
                && !isNaN(value)
                && value.asNumber().longValue() % divisor == remainder;
    }

    /** A whole number whose bits pass; the mask is a number or a list of bit positions. */
    static Predicate<BsonValue> bits(BsonValue mask, boolean wanted, boolean all) {
        long bits = mask.isArray()
                ? mask.asArray().stream()
                        .mapToLong(bit -> 1L << bit.asNumber().intValue())
                        .reduce(0, (a, b) -> a | b)
                : mask.asNumber().longValue();
        LongPredicate holds = number -> {
            long found = (wanted ? number : ~number) & bits;
            return all ? found == bits : found != 0;
        };
        return value -> value != null
                && value.isNumber()
                && value.asNumber().doubleValue() == Math.rint(value.asNumber().doubleValue())
                && holds.test(value.asNumber().longValue());
    }
}
