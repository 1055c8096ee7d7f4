package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonType;
import org.bson.BsonValue;

/**
 * Evaluates aggregation expressions. A missing value is null, which is not BSON's null.
 *
 * <p>The expressions of mongo-java-server evaluate what a document holds a second time if it begins with a dollar,
 * leave expressions in arrays as they are and change types of numbers; hence an evaluation of our own, which hands on
 * to it only operators that are not here ({@link LibraryOperators}).
 */
public final class Expression {
    private static final Map<String, Function<List<BsonValue>, BsonValue>> OPERATORS = Operators.all();

    private Expression() {}

    /**
     * The value of an expression; null if it is missing.
     *
     * @throws com.mongodb.MongoCommandException if it can't be evaluated
     */
    public static BsonValue evaluate(BsonValue expression, Variables variables) {
        if (expression.isString()) {
            return path(expression.asString().getValue(), expression, variables);
        }
        if (expression.isArray()) {
            BsonArray values = new BsonArray();
            expression.asArray().forEach(element -> values.add(orNull(evaluate(element, variables))));
            return values;
        }
        return expression.isDocument() ? document(expression.asDocument(), variables) : expression;
    }

    /** Whether a value counts as true: all but null, missing, undefined, zero and false. */
    public static boolean isTrue(BsonValue value) {
        if (value == null || value.isNull() || value.getBsonType() == BsonType.UNDEFINED) {
            return false;
        }
        if (value.isBoolean()) {
            return value.asBoolean().getValue();
        }
        return !value.isNumber() || value.asNumber().doubleValue() != 0;
    }

    /** Null or missing. */
    static boolean isNothing(BsonValue value) {
        return value == null || value.isNull() || value.getBsonType() == BsonType.UNDEFINED;
    }

    static BsonValue orNull(BsonValue value) {
        return value == null ? BsonNull.VALUE : value;
    }

    private static BsonValue path(String text, BsonValue literal, Variables variables) {
        if (!text.startsWith("$")) {
            return literal;
        }
        if (!text.startsWith("$$")) {
            return field(variables.get("CURRENT"), text.substring(1).split("\\.", -1), 0);
        }
        String[] parts = text.substring(2).split("\\.", -1);
        return field(variables.get(parts[0]), parts, 1);
    }

    /** A path leads through arrays to the values in each of their documents. */
    private static BsonValue field(BsonValue value, String[] parts, int part) {
        if (part == parts.length || value == null) {
            return value;
        }
        if (value.isDocument()) {
            return field(value.asDocument().get(parts[part]), parts, part + 1);
        }
        if (!value.isArray()) {
            return null;
        }
        BsonArray found = new BsonArray();
        for (BsonValue element : value.asArray()) {
            BsonValue inner = element.isDocument() ? field(element, parts, part) : null;
            if (inner != null) {
                found.add(inner);
            }
        }
        return found;
    }

    private static BsonValue document(BsonDocument expression, Variables variables) {
        if (isOperator(expression)) {
            String name = expression.getFirstKey();
            return operator(name, expression.get(name), variables);
        }
        return fields(expression, variables);
    }

    /** Whether a document is an operator with its operand. */
    static boolean isOperator(BsonDocument expression) {
        return !expression.isEmpty() && expression.getFirstKey().startsWith("$");
    }

    /** A document of evaluated fields, without those that are missing. */
    static BsonDocument fields(BsonDocument expression, Variables variables) {
        BsonDocument values = new BsonDocument();
        expression.forEach((name, field) -> {
            BsonValue value = evaluate(field, variables);
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    private static BsonValue operator(String name, BsonValue operand, Variables variables) {
        if (ControlOperators.NAMES.contains(name)) {
            return ControlOperators.evaluate(name, operand, variables);
        }
        if (NamedArguments.NAMES.contains(name)) {
            if (!operand.isDocument()) {
                throw ServerError.badValue(name + " requires an object as an argument");
            }
            return NamedArguments.evaluate(name, fields(operand.asDocument(), variables));
        }
        Function<List<BsonValue>, BsonValue> function = OPERATORS.get(name);
        if (function == null) {
            return LibraryOperators.evaluate(name, operand, variables);
        }
        return function.apply(arguments(operand, variables));
    }

    /** The evaluated arguments; an operand that is no array is the only one. */
    private static List<BsonValue> arguments(BsonValue operand, Variables variables) {
        List<BsonValue> operands = operand.isArray() ? operand.asArray() : List.of(operand);
        // Not toList(): a missing argument is null.
        return operands.stream()
                .map(argument -> evaluate(argument, variables))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
