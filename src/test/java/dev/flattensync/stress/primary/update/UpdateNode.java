package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonValue;

/** A part of a tree of updates: the server merges the paths of all operators into one and walks it once. */
sealed interface UpdateNode permits FieldsNode, ElementsNode, ModifierNode {

    /**
     * Applies what is said of a value.
     *
     * @param value the value; null if there is none
     * @param path where it is
     * @param recorder is told what changes
     */
    Outcome apply(BsonValue value, ChangePath path, Recorder recorder, Scope scope);

    /**
     * Called where the path does not lead on, since the container is neither a document nor an array with such a
     * position.
     *
     * @throws com.mongodb.MongoCommandException if an operator minds
     */
    void blocked(ChangePath path, Scope scope);

    /**
     * Both of two updates of the same value.
     *
     * @throws com.mongodb.MongoCommandException if they conflict
     */
    static UpdateNode merged(UpdateNode left, UpdateNode right) {
        if (left instanceof FieldsNode fields && right instanceof FieldsNode more) {
            return new FieldsNode(merged(fields.children(), more.children()));
        }
        if (left instanceof ElementsNode elements && right instanceof ElementsNode more) {
            return new ElementsNode(merged(elements.children(), more.children()));
        }
        throw ServerError.CONFLICTING_UPDATE_OPERATORS.exception(
                "Updating the same path twice would create a conflict");
    }

    private static SortedMap<String, UpdateNode> merged(Map<String, UpdateNode> left, Map<String, UpdateNode> right) {
        SortedMap<String, UpdateNode> merged = new TreeMap<>(UpdateNode::compareNames);
        merged.putAll(left);
        right.forEach((name, node) -> merged.merge(name, node, UpdateNode::merged));
        return merged;
    }

    /** The update of a value at the end of a path. */
    static UpdateNode at(List<String> parts, Modifier modifier) {
        UpdateNode node = new ModifierNode(modifier);
        for (int i = parts.size() - 1; i >= 0; i--) {
            String part = parts.get(i);
            node = UpdatePath.isFilter(part)
                    ? new ElementsNode(children(part.substring(2, part.length() - 1), node))
                    : new FieldsNode(children(part, node));
        }
        return node;
    }

    private static SortedMap<String, UpdateNode> children(String name, UpdateNode child) {
        SortedMap<String, UpdateNode> children = new TreeMap<>(UpdateNode::compareNames);
        children.put(name, child);
        return children;
    }

    /** The order in which a server updates fields: positions by number, all else by text. */
    private static int compareNames(String left, String right) {
        boolean numbers = isNumber(left) && isNumber(right);
        return numbers && left.length() != right.length()
                ? Integer.compare(left.length(), right.length())
                : ValueOrder.compareText(left, right);
    }

    private static boolean isNumber(String name) {
        boolean digit = !name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9';
        return digit && (name.length() == 1 || name.charAt(0) != '0');
    }
}
