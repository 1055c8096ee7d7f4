package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.pipeline.FieldTree.Fields;
import dev.flattensync.stress.primary.pipeline.FieldTree.Leaf;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * {@code $project}.
 *
 * @param kept the fields that stay, in the document's order; null if the projection says which ones go
 * @param fields the fields that go, or else those that are computed
 */
record Projection(Fields kept, Fields fields) {
    private static final String ID = "_id";

    static Projection of(BsonDocument stage) {
        Fields all = FieldTree.of(stage);
        boolean excludes = all.children().entrySet().stream()
                .allMatch(field -> excludes(field.getValue()) || includesId(field, stage.size()));
        if (excludes) {
            all.children().entrySet().removeIf(field -> !excludes(field.getValue()));
            return new Projection(null, all);
        }
        Fields kept = included(all);
        if (!all.children().containsKey(ID)) {
            kept.children().put(ID, new Leaf(BsonBoolean.TRUE));
        }
        return new Projection(kept, computed(all));
    }

    BsonDocument apply(BsonDocument document, Variables variables) {
        return kept == null ? fields.excluded(document) : fields.computed(kept.included(document), variables);
    }

    private static boolean includesId(Map.Entry<String, FieldTree> field, int fields) {
        return fields > 1 && field.getKey().equals(ID) && includes(field.getValue());
    }

    private static boolean excludes(FieldTree tree) {
        return tree instanceof Leaf leaf
                ? isFlag(leaf.operand()) && !Expression.isTrue(leaf.operand())
                : ((Fields) tree).children().values().stream().allMatch(Projection::excludes);
    }

    private static boolean includes(FieldTree tree) {
        return tree instanceof Leaf leaf && isFlag(leaf.operand()) && Expression.isTrue(leaf.operand());
    }

    private static boolean isFlag(BsonValue operand) {
        return operand.isNumber() || operand.isBoolean();
    }

    private static Fields included(Fields all) {
        Fields kept = new Fields(new LinkedHashMap<>());
        all.children().forEach((name, child) -> {
            if (child instanceof Fields fields) {
                kept.children().put(name, included(fields));
            } else if (includes(child)) {
                kept.children().put(name, child);
            }
        });
        return kept;
    }

    private static Fields computed(Fields all) {
        Fields computed = new Fields(new LinkedHashMap<>());
        all.children().forEach((name, child) -> {
            if (child instanceof Leaf leaf && !isFlag(leaf.operand())) {
                computed.children().put(name, child);
            } else if (child instanceof Fields fields
                    && !computed(fields).children().isEmpty()) {
                computed.children().put(name, computed(fields));
            }
        });
        return computed;
    }
}
