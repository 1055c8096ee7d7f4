package dev.flattensync.stress.workload;

import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Update operators on documents, as a MongoDB server applies and describes them.
 *
 * <p>A document is never changed in place: an update copies the way from the root to what changes and shares all else.
 * So an event can carry parts of a document without copying them, and what it says stays true.
 *
 * <p>Source of the forms: the server's own tests of {@code $set}, {@code $push} and {@code $pull} and their
 * {@code $v:2} oplog entries (MongoDB 5.0 and later).
 */
final class MongoUpdates {

    private MongoUpdates() {}

    /**
     * A document after an update, and how the change event describes it.
     *
     * @param description null if the update changed nothing, so that there is no event
     */
    record Updated(BsonDocument document, UpdateDescription description) {}

    /** {@code $set}. A path that does not exist yet is created, and described under its first new part. */
    static Updated set(BsonDocument document, List<String> path, BsonValue value) {
        return value.equals(get(document, path)) ? new Updated(document, null) : changed(document, path, value);
    }

    private static Updated changed(BsonDocument document, List<String> path, BsonValue value) {
        int existing = 0;
        while (existing < path.size() - 1 && get(document, path.subList(0, existing + 1)) != null) {
            existing++;
        }
        BsonDocument updated = with(document, path, value).asDocument();
        List<String> described = path.subList(0, existing + 1);
        return new Updated(updated, description(described, get(updated, described)));
    }

    /** {@code $push}: described as the new element alone, unless the array was empty or missing. */
    static Updated push(BsonDocument document, List<String> arrayPath, BsonValue element) {
        BsonArray array = array(document, arrayPath);
        BsonArray pushed = copy(array);
        pushed.add(element);
        if (array.isEmpty()) {
            return changed(document, arrayPath, pushed);
        }
        BsonDocument updated = with(document, arrayPath, pushed).asDocument();
        return new Updated(updated, description(append(arrayPath, array.size()), element));
    }

    /** {@code $push} with {@code $position} at or before the end: described as the whole array. */
    static Updated insert(BsonDocument document, List<String> arrayPath, int position, BsonValue element) {
        BsonArray array = copy(array(document, arrayPath));
        array.add(position, element);
        return changed(document, arrayPath, array);
    }

    /** {@code $pull} of the element at a position: described as the whole array that remains. */
    static Updated pull(BsonDocument document, List<String> arrayPath, int position) {
        BsonArray array = copy(array(document, arrayPath));
        array.remove(position);
        return changed(document, arrayPath, array);
    }

    /** The value at a path; null if there is none. */
    static BsonValue get(BsonValue start, List<String> path) {
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
    static Stream<BsonDocument> documents(BsonDocument element, List<String> arrayPath) {
        BsonValue array = get(element, arrayPath);
        return array == null || !array.isArray()
                ? Stream.empty()
                : array.asArray().stream().filter(BsonValue::isDocument).map(BsonValue::asDocument);
    }

    private static BsonArray array(BsonDocument document, List<String> path) {
        BsonValue array = get(document, path);
        return array == null ? new BsonArray() : array.asArray();
    }

    private static BsonValue with(BsonValue container, List<String> path, BsonValue value) {
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

    private static BsonArray copy(BsonArray array) {
        BsonArray copy = new BsonArray(array.size() + 1);
        copy.addAll(array);
        return copy;
    }

    private static List<String> append(List<String> path, int position) {
        return Stream.concat(path.stream(), Stream.of(String.valueOf(position))).toList();
    }

    private static UpdateDescription description(List<String> path, BsonValue value) {
        return new UpdateDescription(List.of(), new BsonDocument(String.join(".", path), value), List.of(), null);
    }
}
