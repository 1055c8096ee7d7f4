package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.stress.workload.DocumentPaths;
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
        return value.equals(DocumentPaths.get(document, path))
                ? new Updated(document, null)
                : changed(document, path, value);
    }

    private static Updated changed(BsonDocument document, List<String> path, BsonValue value) {
        int existing = 0;
        while (existing < path.size() - 1 && DocumentPaths.get(document, path.subList(0, existing + 1)) != null) {
            existing++;
        }
        BsonDocument updated = DocumentPaths.with(document, path, value).asDocument();
        List<String> described = path.subList(0, existing + 1);
        return new Updated(updated, description(described, DocumentPaths.get(updated, described)));
    }

    /** {@code $push}: described as the new element alone, unless the array was empty or missing. */
    static Updated push(BsonDocument document, List<String> arrayPath, BsonValue element) {
        BsonArray array = array(document, arrayPath);
        BsonArray pushed = DocumentPaths.copy(array);
        pushed.add(element);
        if (array.isEmpty()) {
            return changed(document, arrayPath, pushed);
        }
        BsonDocument updated = DocumentPaths.with(document, arrayPath, pushed).asDocument();
        return new Updated(updated, description(append(arrayPath, array.size()), element));
    }

    /** {@code $push} with {@code $position} at or before the end: described as the whole array. */
    static Updated insert(BsonDocument document, List<String> arrayPath, int position, BsonValue element) {
        BsonArray array = DocumentPaths.copy(array(document, arrayPath));
        array.add(position, element);
        return changed(document, arrayPath, array);
    }

    /** {@code $pull} of the element at a position: described as the whole array that remains. */
    static Updated pull(BsonDocument document, List<String> arrayPath, int position) {
        BsonArray array = DocumentPaths.copy(array(document, arrayPath));
        array.remove(position);
        return changed(document, arrayPath, array);
    }

    private static BsonArray array(BsonDocument document, List<String> path) {
        BsonValue array = DocumentPaths.get(document, path);
        return array == null ? new BsonArray() : array.asArray();
    }

    private static List<String> append(List<String> path, int position) {
        return Stream.concat(path.stream(), Stream.of(String.valueOf(position))).toList();
    }

    private static UpdateDescription description(List<String> path, BsonValue value) {
        return new UpdateDescription(List.of(), new BsonDocument(String.join(".", path), value), List.of(), null);
    }
}
