package dev.flattensync.stress.primary.pipeline;

import static dev.flattensync.stress.primary.pipeline.ArrayOperators.array;
import static dev.flattensync.stress.primary.pipeline.Operators.ofOne;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Operators that make documents or take them apart. */
final class DocumentOperators {

    private DocumentOperators() {}

    static Map<String, Function<List<BsonValue>, BsonValue>> all() {
        return Map.of(
                "$mergeObjects", DocumentOperators::merged,
                "$objectToArray", ofOne(value -> pairs(value.asDocument())),
                "$arrayToObject", ofOne(value -> document(array(value))));
    }

    private static BsonValue merged(List<BsonValue> values) {
        boolean single =
                values.size() == 1 && values.get(0) != null && values.get(0).isArray();
        BsonDocument merged = new BsonDocument();
        for (BsonValue value : single ? values.get(0).asArray() : values) {
            if (Expression.isNothing(value)) {
                continue;
            }
            if (!value.isDocument()) {
                throw ServerError.TYPE_MISMATCH.exception("$mergeObjects requires object inputs");
            }
            merged.putAll(value.asDocument());
        }
        return merged;
    }

    private static BsonValue pairs(BsonDocument document) {
        BsonArray pairs = new BsonArray();
        document.forEach((name, value) -> pairs.add(new BsonDocument("k", new BsonString(name)).append("v", value)));
        return pairs;
    }

    /** From documents of k and v, or from arrays of a name and a value. */
    private static BsonValue document(BsonArray pairs) {
        BsonDocument document = new BsonDocument();
        for (BsonValue pair : pairs) {
            BsonValue name =
                    pair.isArray() ? pair.asArray().get(0) : pair.asDocument().get("k");
            document.put(
                    name.asString().getValue(),
                    pair.isArray() ? pair.asArray().get(1) : pair.asDocument().get("v"));
        }
        return document;
    }
}
