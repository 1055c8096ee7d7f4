package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.HashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What an expression can refer to.
 *
 * @param values by name; what is null is missing
 */
public record Variables(Map<String, BsonValue> values) {

    /** An expression on a document. */
    public static Variables of(BsonDocument document) {
        Map<String, BsonValue> values = new HashMap<>();
        values.put("ROOT", document);
        values.put("CURRENT", document);
        values.put("REMOVE", null);
        return new Variables(values);
    }

    /** These, with one more. */
    public Variables with(String name, BsonValue value) {
        Map<String, BsonValue> more = new HashMap<>(values);
        more.put(name, value);
        return new Variables(more);
    }

    /**
     * The value of a variable; null if it is missing.
     *
     * @throws com.mongodb.MongoCommandException if there is no such variable
     */
    BsonValue get(String name) {
        if (!values.containsKey(name)) {
            throw ServerError.badValue("Use of undefined variable: " + name);
        }
        return values.get(name);
    }
}
