package dev.flattensync.stress.primary;

import dev.flattensync.stress.primary.update.Change;
import dev.flattensync.stress.primary.update.Replacement;
import dev.flattensync.stress.primary.update.Update;
import dev.flattensync.stress.primary.update.UpdateContext;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;

/** The document that an update inserts if its query matches none: what the query says is equal, and then the update. */
final class Upsert {
    private static final String ID = "_id";

    private Upsert() {}

    static BsonDocument document(BsonDocument query, Update update, UpdateContext context) {
        SortedMap<String, BsonValue> equal = new TreeMap<>(ValueOrder::compareText);
        collect(query, equal);
        if (update instanceof Replacement) {
            equal.keySet().retainAll(Set.of(ID));
        }
        Change change = update.apply(nested(equal), context.whenInserting());
        return withIdFirst(change.document());
    }

    /** By their paths, in whose order the server puts them into the document. */
    private static void collect(BsonDocument query, Map<String, BsonValue> equal) {
        for (Map.Entry<String, BsonValue> condition : query.entrySet()) {
            BsonValue operand = condition.getValue();
            if (condition.getKey().equals("$and")) {
                operand.asArray().forEach(part -> collect(part.asDocument(), equal));
            } else if (!condition.getKey().startsWith("$")) {
                collectField(condition.getKey(), operand, equal);
            }
        }
    }

    private static void collectField(String path, BsonValue operand, Map<String, BsonValue> equal) {
        boolean operators = operand.isDocument()
                && !operand.asDocument().isEmpty()
                && operand.asDocument().getFirstKey().startsWith("$");
        if (!operators && !operand.isRegularExpression()) {
            equal.put(path, operand);
        } else if (operators && operand.asDocument().containsKey("$eq")) {
            equal.put(path, operand.asDocument().get("$eq"));
        }
    }

    /** Dotted paths as embedded documents. */
    private static BsonDocument nested(Map<String, BsonValue> equal) {
        BsonDocument document = new BsonDocument();
        equal.forEach((path, value) -> {
            String[] parts = path.split("\\.", -1);
            BsonDocument inner = document;
            for (int i = 0; i < parts.length - 1; i++) {
                inner.putIfAbsent(parts[i], new BsonDocument());
                inner = inner.getDocument(parts[i]);
            }
            inner.put(parts[parts.length - 1], value);
        });
        return document;
    }

    /** A document as it is inserted: with an {@code _id}, in the first place. */
    static BsonDocument withIdFirst(BsonDocument document) {
        if (!document.isEmpty() && document.getFirstKey().equals(ID)) {
            return document;
        }
        BsonDocument ordered = new BsonDocument(ID, document.containsKey(ID) ? document.get(ID) : new BsonObjectId());
        document.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
