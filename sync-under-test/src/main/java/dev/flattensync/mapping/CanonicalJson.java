package dev.flattensync.mapping;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonJavaScript;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonParseException;
import org.bson.json.JsonWriterSettings;

/**
 * A BSON value as JSON in one form, so that what is written to a {@code jsonb} column equals what is read back from it.
 *
 * <p>{@code jsonb} keeps neither the order of keys nor the spelling of numbers. Here keys are sorted, a number that is
 * exact in 18 digits is written in plain decimal notation, and every other BSON type is written in MongoDB's extended
 * JSON.
 *
 * @param text the JSON
 */
public record CanonicalJson(String text) {
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();
    private static final int PLAIN_DIGITS = 18;
    private static final String WRAPPER = "v";

    /** The canonical form of a BSON value. */
    public static CanonicalJson of(BsonValue value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return new CanonicalJson(json.toString());
    }

    /**
     * The canonical form of JSON that PostgreSQL printed.
     *
     * @return the canonical form; the text as it stands if it is no extended JSON, which then differs from every
     *     canonical form and so is written anew
     */
    public static CanonicalJson parse(String json) {
        CanonicalJson asItStands = new CanonicalJson(json);
        return asItStands.value().map(CanonicalJson::of).orElse(asItStands);
    }

    /** The BSON value, which the caller may change; empty if the text is no extended JSON. */
    public Optional<BsonValue> value() {
        try {
            return Optional.of(
                    BsonDocument.parse("{\"" + WRAPPER + "\":" + text + "}").get(WRAPPER));
        } catch (JsonParseException | IllegalArgumentException notExtendedJson) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static void append(StringBuilder json, BsonValue value) {
        switch (value.getBsonType()) {
            case DOCUMENT -> appendDocument(json, value.asDocument());
            case ARRAY -> appendArray(json, value.asArray());
            case INT32, INT64, DOUBLE -> json.append(number(value));
            case STRING -> appendText(json, value.asString().getValue());
            default -> json.append(extended(storable(value)));
        }
    }

    private static void appendDocument(StringBuilder json, BsonDocument document) {
        json.append('{');
        String separator = "";
        for (Map.Entry<String, BsonValue> field : new TreeMap<>(document).entrySet()) {
            json.append(separator);
            appendText(json, field.getKey());
            json.append(':');
            append(json, field.getValue());
            separator = ",";
        }
        json.append('}');
    }

    private static void appendArray(StringBuilder json, BsonArray array) {
        json.append('[');
        String separator = "";
        for (BsonValue element : array) {
            json.append(separator);
            append(json, element);
            separator = ",";
        }
        json.append(']');
    }

    /** Most texts need no escape; the driver's writer, which knows them all, takes several times as long. */
    private static void appendText(StringBuilder json, String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
            json.append('"').append(text).append('"');
        } else {
            json.append(extended(new BsonString(PostgresText.storable(text))));
        }
    }

    /** Every type that holds text, with what PostgreSQL refuses replaced. */
    private static BsonValue storable(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> new BsonString(PostgresText.storable(value.asString().getValue()));
            case SYMBOL -> new BsonSymbol(PostgresText.storable(value.asSymbol().getSymbol()));
            case JAVASCRIPT ->
                new BsonJavaScript(PostgresText.storable(value.asJavaScript().getCode()));
            case JAVASCRIPT_WITH_SCOPE -> {
                BsonJavaScriptWithScope code = value.asJavaScriptWithScope();
                yield new BsonJavaScriptWithScope(
                        PostgresText.storable(code.getCode()),
                        storable(code.getScope()).asDocument());
            }
            case REGULAR_EXPRESSION -> {
                BsonRegularExpression expression = value.asRegularExpression();
                yield new BsonRegularExpression(
                        PostgresText.storable(expression.getPattern()), expression.getOptions());
            }
            case DB_POINTER -> {
                BsonDbPointer pointer = value.asDBPointer();
                yield new BsonDbPointer(PostgresText.storable(pointer.getNamespace()), pointer.getId());
            }
            case DOCUMENT -> {
                BsonDocument document = new BsonDocument();
                value.asDocument()
                        .forEach((name, field) -> document.append(PostgresText.storable(name), storable(field)));
                yield document;
            }
            case ARRAY ->
                new BsonArray(
                        value.asArray().stream().map(CanonicalJson::storable).toList());
            default -> value;
        };
    }

    private static String number(BsonValue value) {
        return Numbers.decimal(value)
                .filter(CanonicalJson::isPlain)
                .map(BigDecimal::toPlainString)
                .orElseGet(() -> extended(value));
    }

    private static boolean isPlain(BigDecimal number) {
        return number.precision() <= PLAIN_DIGITS
                && number.scale() <= PLAIN_DIGITS
                && number.precision() - number.scale() <= PLAIN_DIGITS;
    }

    private static String extended(BsonValue value) {
        String wrapped = new BsonDocument(WRAPPER, value).toJson(CANONICAL);
        return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1).strip();
    }
}
