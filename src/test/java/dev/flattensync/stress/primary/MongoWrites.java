package dev.flattensync.stress.primary;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.stress.workload.DocumentPaths;
import dev.flattensync.stress.workload.Operation;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** Operations on parts of a document as the update operators that an application sends. */
final class MongoWrites {

    private MongoWrites() {}

    /**
     * The update.
     *
     * @param before the document before it
     * @param after the document after it
     * @return empty if no operator can name the part, since a field on the way has a dot in its name or a dollar before
     *     it: an application then replaces the document
     * @throws IllegalArgumentException if the operation is one on a whole document
     */
    static Optional<BsonDocument> update(Operation operation, BsonDocument before, BsonDocument after) {
        if (operation instanceof Operation.Edit edit) {
            return operator(
                    "$set", OperationEffect.path(edit.edit()), edit.edit().value());
        }
        if (operation instanceof Operation.Push push) {
            return operator("$push", OperationEffect.arrayPath(push), push.element());
        }
        if (operation instanceof Operation.InsertAt insert) {
            BsonDocument each = new BsonDocument("$each", new BsonArray(List.of(insert.element())))
                    .append("$position", new BsonInt32(insert.address().position()));
            return operator("$push", OperationEffect.arrayPath(insert.address().segments()), each);
        }
        if (operation instanceof Operation.Pull pull) {
            List<String> path = OperationEffect.arrayPath(pull.address().segments());
            BsonArray array = DocumentPaths.get(before, path).asArray();
            BsonValue id = id(array.get(pull.address().position()));
            // Without an id of its own an element can't be named, and its array is set as it is to be.
            return id != null && isUnique(array, id)
                    ? operator("$pull", path, new BsonDocument("_id", id))
                    : operator("$set", path, DocumentPaths.get(after, path));
        }
        throw new IllegalArgumentException("not an update of a part: " + operation);
    }

    private static Optional<BsonDocument> operator(String name, List<String> path, BsonValue argument) {
        boolean canBeNamed = path.stream()
                .noneMatch(segment -> segment.isEmpty() || segment.contains(".") || segment.startsWith("$"));
        return canBeNamed
                ? Optional.of(new BsonDocument(name, new BsonDocument(String.join(".", path), argument)))
                : Optional.empty();
    }

    /** Null if it has none. */
    private static BsonValue id(BsonValue element) {
        return element.isDocument() ? element.asDocument().get("_id") : null;
    }

    private static boolean isUnique(BsonArray array, BsonValue id) {
        String canonical = CanonicalId.of(id);
        return array.stream()
                        .map(MongoWrites::id)
                        .filter(other -> other != null && CanonicalId.of(other).equals(canonical))
                        .count()
                == 1;
    }
}
