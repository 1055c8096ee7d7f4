package dev.flattensync.stress.verify;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Reads and changes, in place, what lies in the embedded single documents of an element. */
final class Embedded {

    private Embedded() {}

    /** The value at a path; null if there is none. */
    static BsonValue get(BsonDocument element, List<String> path) {
        BsonValue value = element;
        for (String name : path) {
            value = value instanceof BsonDocument document ? document.get(name) : null;
        }
        return value;
    }

    /** Sets the value at a path. Documents on the way that are missing are made; one that is null stays so. */
    static void put(BsonDocument element, List<String> path, BsonValue value) {
        BsonDocument container = element;
        for (String name : path.subList(0, path.size() - 1)) {
            BsonValue next = container.get(name);
            if (next == null) {
                next = new BsonDocument();
                container.put(name, next);
            }
            if (!next.isDocument()) {
                return;
            }
            container = next.asDocument();
        }
        container.put(path.get(path.size() - 1), value);
    }

    /** Removes the value at a path, if there is one, and returns it. */
    static BsonValue remove(BsonDocument element, List<String> path) {
        return get(element, path.subList(0, path.size() - 1)) instanceof BsonDocument container
                ? container.remove(path.get(path.size() - 1))
                : null;
    }

    static boolean isPrefix(List<String> prefix, List<String> path) {
        return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }
}
