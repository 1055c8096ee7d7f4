package dev.flattensync.stress.primary.value;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDbPointer;
import org.bson.BsonDocument;
import org.bson.BsonJavaScriptWithScope;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;

/** How many bytes a value takes in BSON, without its type and name. Source: the BSON specification, version 1.1. */
public final class BsonSize {
    /** A length and an end. */
    private static final int EMPTY_DOCUMENT = 5;
    /** A type and the end of the name. */
    private static final int FIELD = 2;

    private static final int LENGTH = 4;

    private BsonSize() {}

    /** The bytes of a value. */
    public static int of(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOUBLE, DATE_TIME, TIMESTAMP, INT64 -> 8;
            case INT32 -> 4;
            case DECIMAL128 -> 16;
            case OBJECT_ID -> 12;
            case BOOLEAN -> 1;
            case STRING -> text(value.asString().getValue());
            case SYMBOL -> text(value.asSymbol().getSymbol());
            case JAVASCRIPT -> text(value.asJavaScript().getCode());
            case BINARY -> binary(value.asBinary());
            case DOCUMENT -> document(value.asDocument());
            case ARRAY -> array(value.asArray());
            case REGULAR_EXPRESSION -> regularExpression(value.asRegularExpression());
            case DB_POINTER -> text(((BsonDbPointer) value).getNamespace()) + 12;
            case JAVASCRIPT_WITH_SCOPE -> scoped(value.asJavaScriptWithScope());
            case NULL, UNDEFINED, MIN_KEY, MAX_KEY, END_OF_DOCUMENT -> 0;
        };
    }

    /** The bytes of a field's name, without its end. */
    public static int ofName(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int text(String value) {
        return LENGTH + ofName(value) + 1;
    }

    private static int binary(BsonBinary value) {
        // The old subtype repeats the length inside.
        int inner = value.getType() == BsonBinarySubType.OLD_BINARY.getValue() ? LENGTH : 0;
        return LENGTH + 1 + inner + value.getData().length;
    }

    private static int regularExpression(BsonRegularExpression value) {
        return ofName(value.getPattern()) + 1 + ofName(value.getOptions()) + 1;
    }

    private static int scoped(BsonJavaScriptWithScope value) {
        return LENGTH + text(value.getCode()) + document(value.getScope());
    }

    private static int document(Iterable<Map.Entry<String, BsonValue>> fields) {
        int bytes = EMPTY_DOCUMENT;
        for (Map.Entry<String, BsonValue> field : fields) {
            bytes += FIELD + ofName(field.getKey()) + of(field.getValue());
        }
        return bytes;
    }

    private static int document(BsonDocument value) {
        return document(value.entrySet());
    }

    private static int array(Iterable<BsonValue> elements) {
        int bytes = EMPTY_DOCUMENT;
        int position = 0;
        for (BsonValue element : elements) {
            bytes += FIELD + String.valueOf(position++).length() + of(element);
        }
        return bytes;
    }
}
