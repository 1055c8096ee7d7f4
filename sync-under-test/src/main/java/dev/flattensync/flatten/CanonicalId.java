package dev.flattensync.flatten;

import dev.flattensync.mapping.PostgresText;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * The one text for an {@code _id} of any BSON type, such that ids that MongoDB tells apart never share a text.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th>_id</th><th>text</th></tr>
 * <tr><td>a string</td><td>itself: {@code 33}</td></tr>
 * <tr><td>an ObjectId</td><td>its 24 hexadecimal digits</td></tr>
 * <tr><td>a number</td><td><code>{"$number":"33"}</code>, the same for 33 as int, long, double and decimal, as MongoDB compares them</td></tr>
 * <tr><td>any other type</td><td><code>{"$value":...}</code> with MongoDB's canonical extended JSON; a document's own
 * names that begin with a dollar get one more</td></tr>
 * <tr><td>a string that looks like an ObjectId, starts with a brace or holds what PostgreSQL refuses</td><td><code>{"$string":"..."}</code></td></tr>
 * <tr><td>none</td><td><code>{"$in":"id of the parent","at":"comments.5"}</code></td></tr>
 * </table>
 */
public final class CanonicalId {
    private static final int OBJECT_ID_DIGITS = 24;
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-f]{" + OBJECT_ID_DIGITS + "}");
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private CanonicalId() {}

    /**
     * The text of an {@code _id}.
     *
     * @param id any BSON value
     * @return the text, storable by PostgreSQL
     */
    public static String of(BsonValue id) {
        return switch (id.getBsonType()) {
            case STRING -> ofString(id.asString().getValue());
            case OBJECT_ID -> id.asObjectId().getValue().toHexString();
            case INT32, INT64, DOUBLE, DECIMAL128 -> "{\"$number\":\"" + CanonicalNumber.of(id) + "\"}";
            default -> "{\"$value\":" + json(namesEscaped(id)) + "}";
        };
    }

    /**
     * The text for an element without {@code _id}: where it sits. It changes when the element moves.
     *
     * @param parentId the parent's canonical id
     * @param arrayPath the array's dotted path in the parent
     * @param position the element's position in the array
     */
    static String derived(String parentId, String arrayPath, int position) {
        return "{\"$in\":" + json(new BsonString(parentId)) + ",\"at\":"
                + json(new BsonString(arrayPath + "." + position)) + "}";
    }

    private static String ofString(String id) {
        boolean plain = !id.startsWith("{")
                && !looksLikeObjectId(id)
                && PostgresText.storable(id).equals(id);
        return plain ? id : "{\"$string\":" + json(new BsonString(id)) + "}";
    }

    private static boolean looksLikeObjectId(String id) {
        return id.length() == OBJECT_ID_DIGITS && OBJECT_ID.matcher(id).matches();
    }

    /**
     * A name of a document's field may look like extended JSON's own ({@code $date}); with one more dollar it can't.
     */
    private static BsonValue namesEscaped(BsonValue value) {
        if (value.isArray()) {
            return new BsonArray(
                    value.asArray().stream().map(CanonicalId::namesEscaped).toList());
        }
        if (!value.isDocument()) {
            return value;
        }
        BsonDocument escaped = new BsonDocument();
        value.asDocument()
                .forEach((name, field) -> escaped.put(name.startsWith("$") ? "$" + name : name, namesEscaped(field)));
        return escaped;
    }

    private static String json(BsonValue value) {
        String wrapped = new BsonDocument("v", value).toJson(CANONICAL);
        return escapeUnstorable(wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1)
                .strip());
    }

    /** The JSON writer leaves half a surrogate pair as it is; as an escape it survives. */
    private static String escapeUnstorable(String json) {
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
