package dev.flattensync.stress.workload;

import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Finds and sets values in documents by path.
 *
 * <p>A document is never changed in place: a change copies the way from the root to what changes and shares all else.
 */
public final class DocumentPaths {

    private DocumentPaths() {}

    /** The value at a path; null if there is none. */
    public static BsonValue get(BsonValue start, List<String> path) {
        BsonValue value = start;
        for (String segment : path) {
            if (value == null) {
                return null;
            }
            if (value.isArray()) {
                int position = Integer.parseInt(segment);
                value = position < value.asArray().size() ? value.asArray().get(position) : null;
            } else {
                value = value.isDocument() ? value.asDocument().get(segment) : null;
            }
        }
        return value;
    }

    /** The embedded documents of an array; none if there is no array, and none for its nulls. */
    public static Stream<BsonDocument> documents(BsonDocument element, List<String> arrayPath) {
        BsonValue array = get(element, arrayPath);
        return array == null || !array.isArray()
                ? Stream.empty()
                : array.asArray().stream().filter(BsonValue::isDocument).map(BsonValue::asDocument);
    }

    /** A copy with the value at a path set. What is missing on the way becomes documents; a position must exist. */
    public static BsonValue with(BsonValue container, List<String> path, BsonValue value) {
        if (path.isEmpty()) {
            return value;
        }
        String segment = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (container != null && container.isArray()) {
            BsonArray array = copy(container.asArray());
            int position = Integer.parseInt(segment);
            array.set(position, with(array.get(position), rest, value));
            return array;
        }
        BsonDocument document = new BsonDocument();
        if (container != null) {
            document.putAll(container.asDocument());
        }
        document.put(segment, with(document.get(segment), rest, value));
        return document;
    }

    /** A copy of an array, sharing its elements. */
    public static BsonArray copy(BsonArray array) {
        BsonArray copy = new BsonArray(array.size() + 1);
        copy.addAll(array);
        return copy;
    }
}
