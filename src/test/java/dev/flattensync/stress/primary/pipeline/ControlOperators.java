package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.Expression.isNothing;
import static dev.flattensync.stress.primary.pipeline.Expression.isTrue;
import static dev.flattensync.stress.primary.pipeline.Expression.orNull;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Operators that evaluate their operands themselves: some not at all, some for each element. */
final class ControlOperators {
    static final Set<String> NAMES = Set.of(
            "$literal",
            "$const",
            "$and",
            "$or",
            "$cond",
            "$switch",
            "$ifNull",
            "$let",
            "$map",
            "$filter",
            "$reduce",
            "$getField",
            "$setField",
            "$unsetField");

    private ControlOperators() {}

    static BsonValue evaluate(String name, BsonValue operand, Variables variables) {
        return switch (name) {
            case "$literal", "$const" -> operand;
            case "$and" ->
                BsonBoolean.valueOf(
                        operands(operand).stream().allMatch(part -> isTrue(Expression.evaluate(part, variables))));
            case "$or" ->
                BsonBoolean.valueOf(
                        operands(operand).stream().anyMatch(part -> isTrue(Expression.evaluate(part, variables))));
            case "$cond" -> condition(operand, variables);
            case "$switch" -> branches(operand.asDocument(), variables);
            case "$ifNull" -> firstNotNull(operands(operand), variables);
            case "$let" -> let(operand.asDocument(), variables);
            case "$map" -> map(operand.asDocument(), variables);
            case "$filter" -> filter(operand.asDocument(), variables);
            case "$reduce" -> reduce(operand.asDocument(), variables);
            case "$getField" -> getField(operand, variables);
            case "$setField" ->
                setField(operand.asDocument(), operand.asDocument().get("value"), variables);
            default -> setField(operand.asDocument(), new BsonString("$$REMOVE"), variables);
        };
    }

    private static List<BsonValue> operands(BsonValue operand) {
        return operand.isArray() ? operand.asArray() : List.of(operand);
    }

    private static BsonValue condition(BsonValue operand, Variables variables) {
        List<BsonValue> parts = operand.isArray()
                ? operand.asArray()
                : List.of(
                        operand.asDocument().get("if"),
                        operand.asDocument().get("then"),
                        operand.asDocument().get("else"));
        boolean met = isTrue(Expression.evaluate(parts.get(0), variables));
        return Expression.evaluate(parts.get(met ? 1 : 2), variables);
    }

    private static BsonValue branches(BsonDocument parts, Variables variables) {
        for (BsonValue branch : parts.getArray("branches")) {
            if (isTrue(Expression.evaluate(branch.asDocument().get("case"), variables))) {
                return Expression.evaluate(branch.asDocument().get("then"), variables);
            }
        }
        if (!parts.containsKey("default")) {
            throw ServerError.badValue(
                    "$switch could not find a matching branch for an input, and no default was specified.");
        }
        return Expression.evaluate(parts.get("default"), variables);
    }

    private static BsonValue firstNotNull(List<BsonValue> operands, Variables variables) {
        BsonValue value = null;
        for (BsonValue operand : operands) {
            value = Expression.evaluate(operand, variables);
            if (!isNothing(value)) {
                return value;
            }
        }
        return value;
    }

    private static BsonValue let(BsonDocument parts, Variables variables) {
        Variables inner = variables;
        for (Map.Entry<String, BsonValue> variable : parts.getDocument("vars").entrySet()) {
            inner = inner.with(variable.getKey(), Expression.evaluate(variable.getValue(), variables));
        }
        return Expression.evaluate(parts.get("in"), inner);
    }

    private static BsonValue map(BsonDocument parts, Variables variables) {
        BsonValue input = input("$map", parts, variables);
        if (input.isNull()) {
            return input;
        }
        BsonArray mapped = new BsonArray();
        for (BsonValue element : input.asArray()) {
            mapped.add(orNull(Expression.evaluate(parts.get("in"), variables.with(elementName(parts), element))));
        }
        return mapped;
    }

    private static BsonValue filter(BsonDocument parts, Variables variables) {
        BsonValue input = input("$filter", parts, variables);
        if (input.isNull()) {
            return input;
        }
        BsonValue limit = parts.containsKey("limit") ? Expression.evaluate(parts.get("limit"), variables) : null;
        long most = isNothing(limit) ? Long.MAX_VALUE : limit.asNumber().longValue();
        BsonArray kept = new BsonArray();
        for (BsonValue element : input.asArray()) {
            boolean keep = isTrue(Expression.evaluate(parts.get("cond"), variables.with(elementName(parts), element)));
            if (keep && kept.size() < most) {
                kept.add(element);
            }
        }
        return kept;
    }

    private static BsonValue reduce(BsonDocument parts, Variables variables) {
        BsonValue input = input("$reduce", parts, variables);
        if (input.isNull()) {
            return input;
        }
        BsonValue value = Expression.evaluate(parts.get("initialValue"), variables);
        for (BsonValue element : input.asArray()) {
            Variables inner = variables.with("this", element).with("value", value);
            value = Expression.evaluate(parts.get("in"), inner);
        }
        return value;
    }

    private static String elementName(BsonDocument parts) {
        return parts.getString("as", new BsonString("this")).getValue();
    }

    /** The array to go through; BSON's null if there is none. */
    private static BsonValue input(String operator, BsonDocument parts, Variables variables) {
        BsonValue input = Expression.evaluate(parts.get("input"), variables);
        if (isNothing(input)) {
            return BsonNull.VALUE;
        }
        if (!input.isArray()) {
            throw ServerError.badValue("input to " + operator + " must be an array");
        }
        return input;
    }

    private static BsonValue getField(BsonValue operand, Variables variables) {
        boolean named = operand.isDocument() && operand.asDocument().containsKey("field");
        BsonValue field = named ? operand.asDocument().get("field") : operand;
        BsonValue input = named
                ? Expression.evaluate(operand.asDocument().get("input", new BsonString("$$CURRENT")), variables)
                : variables.get("CURRENT");
        String name = Expression.evaluate(field, variables).asString().getValue();
        if (isNothing(input)) {
            return input;
        }
        return input.isDocument() ? input.asDocument().get(name) : null;
    }

    private static BsonValue setField(BsonDocument parts, BsonValue newValue, Variables variables) {
        BsonValue input = Expression.evaluate(parts.get("input"), variables);
        if (isNothing(input)) {
            return BsonNull.VALUE;
        }
        String name =
                Expression.evaluate(parts.get("field"), variables).asString().getValue();
        BsonValue value = Expression.evaluate(newValue, variables);
        BsonDocument changed = new BsonDocument();
        changed.putAll(input.asDocument());
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return changed;
    }
}
