package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.Arithmetic;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonValue;

/** Reads update operators. */
final class Modifiers {

    private Modifiers() {}

    /**
     * What an operator does at one path; all operators but {@code $rename}.
     *
     * @throws com.mongodb.MongoCommandException if there is no such operator or it has another operand
     */
    static Modifier of(String operator, BsonValue operand) {
        return switch (operator) {
            case "$set" -> ValueModifier.set(operand);
            case "$setOnInsert" -> new OnInsert(ValueModifier.set(operand));
            case "$unset" -> new Unset();
            case "$inc" -> arithmetic(operator, Arithmetic.sum(), operand);
            case "$mul" -> arithmetic(operator, Arithmetic.product(), operand);
            case "$min" -> extreme(operand, -1);
            case "$max" -> extreme(operand, 1);
            case "$bit" -> Bits.of(operand);
            case "$currentDate" -> CurrentDate.of(operand);
            case "$push" -> Push.of(operand);
            case "$addToSet" -> AddToSet.of(operand);
            case "$pull" -> Removal.matching(operand);
            case "$pullAll" -> Removal.equalTo(operand);
            case "$pop" -> Removal.atEnd(operand);
            default -> throw ServerError.FAILED_TO_PARSE.exception("Unknown modifier: " + operator);
        };
    }

    /** A missing value counts as 0, of the operand's type. */
    private static Modifier arithmetic(String operator, Arithmetic operation, BsonValue operand) {
        BsonNumber number = number(operator, operand);
        BsonValue created = operator.equals("$mul")
                ? operation.exact(number, new BsonInt32(0)).orElseThrow()
                : number;
        return new ValueModifier(
                (value, scope) -> operation
                        .exact(number(operator, value), number)
                        .orElseThrow(() -> ServerError.badValue(
                                "Failed to apply %s operations to current value (%s)".formatted(operator, value))),
                scope -> created,
                Modifiers::sameNumber);
    }

    /**
     * Whether the numbers are equal and of one type: not a number is never the same, and zeros at the end don't count.
     */
    private static boolean sameNumber(BsonValue before, BsonValue after) {
        return before.getBsonType() == after.getBsonType()
                && !Double.isNaN(after.asNumber().doubleValue())
                && ValueOrder.equal(before, after);
    }

    private static BsonNumber number(String operator, BsonValue value) {
        if (!value.isNumber()) {
            throw ServerError.TYPE_MISMATCH.exception(
                    "Cannot apply %s to a value of non-numeric type %s".formatted(operator, value.getBsonType()));
        }
        return value.asNumber();
    }

    /** Equal values stay as they are, even if their types differ. */
    private static Modifier extreme(BsonValue operand, int sign) {
        return new ValueModifier(
                (value, scope) -> ValueOrder.compare(operand, value) * sign > 0 ? operand : value, scope -> operand);
    }
}
