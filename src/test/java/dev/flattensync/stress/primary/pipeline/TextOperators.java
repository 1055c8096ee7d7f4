package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.Operators.ofOne;
import static dev.flattensync.stress.primary.pipeline.Operators.unlessNothing;

import dev.flattensync.stress.primary.value.BsonSize;
import dev.flattensync.stress.primary.value.ServerError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNumber;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Operators on strings, and conversions from and to them. */
final class TextOperators {
    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private TextOperators() {}

    static Map<String, Function<List<BsonValue>, BsonValue>> all() {
        return Map.ofEntries(
                Map.entry(
                        "$concat",
                        unlessNothing(values -> new BsonString(
                                values.stream().map(TextOperators::text).collect(Collectors.joining())))),
                Map.entry("$toUpper", values -> cased(values.get(0), text -> text.toUpperCase(Locale.ROOT))),
                Map.entry("$toLower", values -> cased(values.get(0), text -> text.toLowerCase(Locale.ROOT))),
                Map.entry("$strLenBytes", values -> new BsonInt32(BsonSize.ofName(text(values.get(0))))),
                Map.entry("$strLenCP", values -> new BsonInt32(points(text(values.get(0))).length)),
                Map.entry("$substrCP", values -> part(values)),
                Map.entry("$split", unlessNothing(TextOperators::split)),
                Map.entry("$toString", ofOne(value -> new BsonString(shown(value)))),
                Map.entry("$toBool", ofOne(value -> BsonBoolean.valueOf(Expression.isTrue(value)))),
                Map.entry("$toInt", ofOne(value -> new BsonInt32(whole(value).intValue()))),
                Map.entry("$toLong", ofOne(value -> new BsonInt64(whole(value).longValue()))),
                Map.entry(
                        "$toDouble", ofOne(value -> new BsonDouble(number(value).doubleValue()))),
                Map.entry("$toDate", ofOne(TextOperators::date)));
    }

    static String text(BsonValue value) {
        if (value == null || !value.isString()) {
            throw ServerError.TYPE_MISMATCH.exception("an expression needs a string, found " + value);
        }
        return value.asString().getValue();
    }

    private static BsonValue cased(BsonValue value, Function<String, String> casing) {
        return new BsonString(Expression.isNothing(value) ? "" : casing.apply(shown(value)));
    }

    private static int[] points(String text) {
        return text.codePoints().toArray();
    }

    private static BsonValue part(List<BsonValue> values) {
        if (Expression.isNothing(values.get(0))) {
            return new BsonString("");
        }
        int[] points = points(shown(values.get(0)));
        int from = Math.min(NumberOperators.number(values.get(1)).intValue(), points.length);
        int count = Math.min(NumberOperators.number(values.get(2)).intValue(), points.length - from);
        return new BsonString(new String(points, from, count));
    }

    private static BsonValue split(List<BsonValue> values) {
        return new BsonArray(Stream.of(text(values.get(0)).split(Pattern.quote(text(values.get(1))), -1))
                .map(BsonString::new)
                .toList());
    }

    private static String shown(BsonValue value) {
        return switch (value.getBsonType()) {
            case STRING -> value.asString().getValue();
            case INT32, INT64 -> String.valueOf(value.asNumber().longValue());
            case DOUBLE -> shown(value.asDouble().getValue());
            case DECIMAL128 -> value.asDecimal128().getValue().toString();
            case BOOLEAN -> String.valueOf(value.asBoolean().getValue());
            case OBJECT_ID -> value.asObjectId().getValue().toHexString();
            case DATE_TIME ->
                ISO_MILLIS.format(Instant.ofEpochMilli(value.asDateTime().getValue()));
            default -> throw ServerError.badValue("Unsupported conversion to string from " + value.getBsonType());
        };
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static BsonNumber whole(BsonValue value) {
        return value.isString() ? new BsonInt64(Long.parseLong(value.asString().getValue())) : number(value);
    }

    private static BsonNumber number(BsonValue value) {
        return switch (value.getBsonType()) {
            case BOOLEAN -> new BsonInt32(value.asBoolean().getValue() ? 1 : 0);
            case DATE_TIME -> new BsonInt64(value.asDateTime().getValue());
            case STRING -> new BsonDouble(Double.parseDouble(value.asString().getValue()));
            default -> NumberOperators.number(value);
        };
    }

    private static BsonValue date(BsonValue value) {
        return switch (value.getBsonType()) {
            case DATE_TIME -> value;
            case STRING ->
                new BsonDateTime(Instant.parse(value.asString().getValue()).toEpochMilli());
            case OBJECT_ID ->
                new BsonDateTime(value.asObjectId().getValue().getDate().getTime());
            default -> new BsonDateTime(NumberOperators.number(value).longValue());
        };
    }
}
