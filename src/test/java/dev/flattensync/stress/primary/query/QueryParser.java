package dev.flattensync.stress.primary.query;

import dev.flattensync.stress.primary.pipeline.Expression;
import dev.flattensync.stress.primary.pipeline.Variables;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;

/** Reads the conditions of a query. */
final class QueryParser {
    /** What a document may begin with without being a condition of operators on one value. */
    private static final Set<String> NOT_ON_A_VALUE =
            Set.of("$ref", "$id", "$db", "$and", "$or", "$nor", "$expr", "$comment");
    /** The name of a field for a value that is in none. */
    private static final String NO_NAME = "";

    private QueryParser() {}

    static Condition query(BsonDocument query) {
        return Condition.all(query.entrySet().stream()
                .map(part -> part.getKey().startsWith("$")
                        ? logical(part.getKey(), part.getValue())
                        : field(part.getKey(), part.getValue(), true))
                .toList());
    }

    private static Condition logical(String operator, BsonValue operand) {
        return switch (operator) {
            case "$and" -> Condition.all(queries(operand));
            case "$or" -> Condition.any(queries(operand));
            case "$nor" -> Condition.any(queries(operand)).negated();
            case "$comment" -> (document, matched) -> true;
            case "$expr" ->
                (document, matched) -> Expression.isTrue(Expression.evaluate(operand, Variables.of(document)));
            default -> throw ServerError.badValue("unknown top level operator: " + operator);
        };
    }

    private static List<Condition> queries(BsonValue operand) {
        if (!operand.isArray() || operand.asArray().isEmpty()) {
            throw ServerError.badValue("$and/$or/$nor must be a nonempty array");
        }
        return operand.asArray().stream()
                .map(query -> query(query.asDocument()))
                .toList();
    }

    /**
     * A condition on a field.
     *
     * @param elements whether an array stands for its elements too
     */
    static Condition field(String path, BsonValue operand, boolean elements) {
        return isOperators(operand)
                ? operators(path, operand.asDocument(), elements)
                : test(path, elements, ValueTests.equalTo(operand));
    }

    static boolean isOperators(BsonValue operand) {
        if (!operand.isDocument() || operand.asDocument().isEmpty()) {
            return false;
        }
        String first = operand.asDocument().getFirstKey();
        return first.startsWith("$") && !NOT_ON_A_VALUE.contains(first);
    }

    private static Condition operators(String path, BsonDocument operators, boolean elements) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, BsonValue> operator : operators.entrySet()) {
            if (operator.getKey().equals("$regex")) {
                BsonRegularExpression regex = regex(operators);
                conditions.add(test(path, elements, ValueTests.regex(regex)));
            } else if (!operator.getKey().equals("$options")) {
                conditions.add(operator(path, operator.getKey(), operator.getValue(), elements));
            }
        }
        return Condition.all(conditions);
    }

    private static BsonRegularExpression regex(BsonDocument operators) {
        BsonValue regex = operators.get("$regex");
        BsonRegularExpression pattern = regex.isRegularExpression()
                ? regex.asRegularExpression()
                : new BsonRegularExpression(regex.asString().getValue());
        return operators.containsKey("$options")
                ? new BsonRegularExpression(
                        pattern.getPattern(), operators.getString("$options").getValue())
                : pattern;
    }

    private static Condition operator(String path, String operator, BsonValue operand, boolean elements) {
        return switch (operator) {
            case "$eq" -> test(path, elements, ValueTests.equalTo(operand));
            case "$ne" -> test(path, elements, ValueTests.equalTo(operand)).negated();
            case "$gt" -> test(path, elements, ValueTests.ordered(operand, order -> order > 0, false));
            case "$gte" -> test(path, elements, ValueTests.ordered(operand, order -> order >= 0, true));
            case "$lt" -> test(path, elements, ValueTests.ordered(operand, order -> order < 0, false));
            case "$lte" -> test(path, elements, ValueTests.ordered(operand, order -> order <= 0, true));
            case "$in" -> test(path, elements, ValueTests.in(operand.asArray()));
            case "$nin" ->
                test(path, elements, ValueTests.in(operand.asArray())).negated();
            case "$not" -> not(path, operand, elements);
            case "$exists" -> exists(path, operand);
            case "$type" -> test(path, elements, ValueTests.type(operand));
            case "$mod" -> test(path, elements, ValueTests.mod(operand.asArray()));
            case "$size" -> test(path, false, ValueTests.size(operand));
            case "$all" -> all(path, operand.asArray(), elements);
            case "$elemMatch" -> elementMatches(path, operand.asDocument());
            case "$bitsAllSet" -> test(path, elements, ValueTests.bits(operand, true, true));
            case "$bitsAnySet" -> test(path, elements, ValueTests.bits(operand, true, false));
            case "$bitsAllClear" -> test(path, elements, ValueTests.bits(operand, false, true));
            case "$bitsAnyClear" -> test(path, elements, ValueTests.bits(operand, false, false));
            default -> throw ServerError.badValue("unknown operator: " + operator);
        };
    }

    private static Condition test(String path, boolean elements, Predicate<BsonValue> test) {
        QueryPath values = QueryPath.of(path, elements);
        return (document, matched) -> values.any(document, test, matched);
    }

    private static Condition not(String path, BsonValue operand, boolean elements) {
        return field(path, operand, elements).negated();
    }

    private static Condition exists(String path, BsonValue operand) {
        Condition present = test(path, false, value -> value != null);
        return Expression.isTrue(operand) ? present : present.negated();
    }

    private static Condition all(String path, List<BsonValue> operands, boolean elements) {
        List<Condition> conditions =
                operands.stream().map(operand -> field(path, operand, elements)).toList();
        return (document, matched) ->
                !conditions.isEmpty() && Condition.all(conditions).test(document, matched);
    }

    private static Condition elementMatches(String path, BsonDocument operand) {
        Predicate<BsonValue> element = elementTest(operand);
        QueryPath arrays = QueryPath.of(path, false);
        return (document, matched) -> {
            MatchedPosition inner = new MatchedPosition();
            boolean met = arrays.any(document, value -> anyElement(value, element, inner), matched);
            inner.position().ifPresent(met ? matched::found : position -> {});
            return met;
        };
    }

    private static boolean anyElement(BsonValue value, Predicate<BsonValue> test, MatchedPosition inner) {
        if (value == null || !value.isArray()) {
            return false;
        }
        for (int i = 0; i < value.asArray().size(); i++) {
            if (test.test(value.asArray().get(i))) {
                inner.found(i);
                return true;
            }
        }
        return false;
    }

    /** Operators on the element itself, or else a query on the documents among the elements. */
    private static Predicate<BsonValue> elementTest(BsonDocument operand) {
        if (isOperators(operand)) {
            return value(operand, false);
        }
        Condition query = query(operand);
        return value -> value.isDocument() && query.test(value.asDocument(), new MatchedPosition());
    }

    /** A condition on a value that is in no document. */
    static Predicate<BsonValue> value(BsonValue operand, boolean elements) {
        Condition condition = field(NO_NAME, operand, elements);
        return value -> condition.test(new BsonDocument(NO_NAME, value), new MatchedPosition());
    }
}
