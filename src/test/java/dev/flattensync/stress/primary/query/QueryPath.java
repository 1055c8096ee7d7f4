package dev.flattensync.stress.primary.query;

import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A dotted path in a query. It leads through arrays to each of their documents, or by position, so it may lead to
 * several values, and to the missing value (null) where a document lacks the field.
 *
 * @param parts the names and positions
 * @param elements whether an array at the path's end stands for its elements too
 */
record QueryPath(List<String> parts, boolean elements) {

    static QueryPath of(String dotted, boolean elements) {
        return new QueryPath(List.of(dotted.split("\\.", -1)), elements);
    }

    /** Whether any of the values passes; tells the position of the outermost array on the way to it. */
    boolean any(BsonDocument document, Predicate<BsonValue> test, MatchedPosition matched) {
        return inDocument(document, 0, -1, test, matched);
    }

    private boolean inDocument(
            BsonDocument document, int part, int position, Predicate<BsonValue> test, MatchedPosition matched) {
        BsonValue value = document.get(parts.get(part));
        if (part == parts.size() - 1) {
            return atEnd(value, position, test, matched);
        }
        return value != null && (value.isDocument() || value.isArray())
                ? inContainer(value, part + 1, position, test, matched)
                : passes(null, position, test, matched);
    }

    private boolean inContainer(
            BsonValue value, int part, int position, Predicate<BsonValue> test, MatchedPosition matched) {
        if (value.isDocument()) {
            return inDocument(value.asDocument(), part, position, test, matched);
        }
        return value.isArray() && inArray(value.asArray(), part, position, test, matched);
    }

    private boolean inArray(BsonArray array, int part, int outer, Predicate<BsonValue> test, MatchedPosition matched) {
        for (int i = 0; i < array.size(); i++) {
            BsonValue element = array.get(i);
            int position = outer >= 0 ? outer : i;
            if (element.isDocument() && inDocument(element.asDocument(), part, position, test, matched)) {
                return true;
            }
            if (parts.get(part).equals(String.valueOf(i))
                    && (part == parts.size() - 1
                            ? atEnd(element, position, test, matched)
                            : inContainer(element, part + 1, position, test, matched))) {
                return true;
            }
        }
        return false;
    }

    private boolean atEnd(BsonValue value, int outer, Predicate<BsonValue> test, MatchedPosition matched) {
        if (elements && value != null && value.isArray()) {
            BsonArray array = value.asArray();
            for (int i = 0; i < array.size(); i++) {
                if (passes(array.get(i), outer >= 0 ? outer : i, test, matched)) {
                    return true;
                }
            }
        }
        return passes(value, outer, test, matched);
    }

    private static boolean passes(BsonValue value, int position, Predicate<BsonValue> test, MatchedPosition matched) {
        boolean passed = test.test(value);
        if (passed) {
            matched.found(position);
        }
        return passed;
    }
}
