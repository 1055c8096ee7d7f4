package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * An update by operators, described as the server records it in its log: by the paths that the operators changed.
 *
 * <p>Source of the rules: the server's update nodes and its {@code $v: 2} log builder, since version 5.0;
 * {@code $addToSet} as since 8.0.
 */
public final class ModifierUpdate implements Update {
    private final UpdateNode root;
    private final Map<String, Predicate<BsonValue>> arrayFilters;

    private ModifierUpdate(UpdateNode root, Map<String, Predicate<BsonValue>> arrayFilters) {
        this.root = root;
        this.arrayFilters = arrayFilters;
    }

    static ModifierUpdate of(BsonDocument operators, List<BsonDocument> filters) {
        Map<String, Predicate<BsonValue>> arrayFilters = ArrayFilters.of(filters);
        List<UpdateNode> nodes = new ArrayList<>();
        operators.forEach((operator, operands) -> {
            if (!operands.isDocument()) {
                throw ServerError.FAILED_TO_PARSE.exception("Modifiers operate on fields but we found " + operands);
            }
            operands.asDocument().forEach((path, operand) -> nodes.addAll(nodes(operator, path, operand)));
        });
        Set<String> unused = new HashSet<>(arrayFilters.keySet());
        nodes.forEach(node -> requireFilters(node, arrayFilters, unused));
        ArrayFilters.requireUsed(unused);
        return new ModifierUpdate(
                nodes.stream().reduce(new FieldsNode(new TreeMap<>()), UpdateNode::merged), arrayFilters);
    }

    private static List<UpdateNode> nodes(String operator, String path, BsonValue operand) {
        if (!operator.equals("$rename")) {
            return List.of(UpdateNode.at(UpdatePath.parts(path), Modifiers.of(operator, operand)));
        }
        RenameTarget target = RenameTarget.of(path, operand);
        return List.of(UpdateNode.at(target.source(), new Unset()), UpdateNode.at(target.target(), target));
    }

    /** Refuses identifiers that no filter has, and takes the others out of the unused ones. */
    private static void requireFilters(UpdateNode node, Map<String, Predicate<BsonValue>> filters, Set<String> unused) {
        if (node instanceof ElementsNode elements) {
            elements.children().forEach((identifier, child) -> {
                if (!filters.containsKey(identifier)) {
                    throw ServerError.badValue("No array filter found for identifier '%s'".formatted(identifier));
                }
                unused.remove(identifier);
                requireFilters(child, filters, unused);
            });
        } else if (node instanceof FieldsNode fields) {
            fields.children().values().forEach(child -> requireFilters(child, filters, unused));
        }
    }

    /** {@code $set} of one field by the names and positions that lead to it. */
    public static ModifierUpdate set(List<String> path, BsonValue value) {
        return new ModifierUpdate(UpdateNode.at(path, ValueModifier.set(value)), Map.of());
    }

    /**
     * {@code $push} of one element.
     *
     * @param position where it goes; empty for the end
     */
    public static ModifierUpdate push(List<String> arrayPath, BsonValue element, OptionalLong position) {
        return new ModifierUpdate(UpdateNode.at(arrayPath, Push.of(element, position)), Map.of());
    }

    /** {@code $pull} of the element at a position. */
    public static ModifierUpdate pull(List<String> arrayPath, int position) {
        return new ModifierUpdate(UpdateNode.at(arrayPath, Removal.at(position)), Map.of());
    }

    @Override
    public Change apply(BsonDocument before, UpdateContext context) {
        Description description = new Description();
        Outcome outcome = root.apply(before, null, description, new Scope(before, arrayFilters, context));
        if (!outcome.changed()) {
            return new Change.None(before);
        }
        BsonDocument after = outcome.value().asDocument();
        Update.requireSameId(before, after);
        return new Change.Updated(after, description.toUpdateDescription());
    }
}
