package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What a stage says of fields, by their paths: of a field itself, or of fields in it. */
sealed interface FieldTree {

    /** Said of a field itself: keep it, drop it, or give it a value. */
    record Leaf(BsonValue operand) implements FieldTree {}

    /** Said of fields in it. */
    record Fields(Map<String, FieldTree> children) implements FieldTree {

        /** Sets fields to evaluated expressions: through arrays, and in place of what is no document. */
        BsonDocument computed(BsonDocument document, Variables variables) {
            BsonDocument result = new BsonDocument();
            result.putAll(document);
            children.forEach((name, child) -> {
                BsonValue value = child instanceof Leaf leaf
                        ? Expression.evaluate(leaf.operand(), variables)
                        : ((Fields) child).computedIn(document.get(name), variables);
                if (value == null) {
                    result.remove(name);
                } else {
                    result.put(name, value);
                }
            });
            return result;
        }

        private BsonValue computedIn(BsonValue value, Variables variables) {
            if (value != null && value.isArray()) {
                return mapped(value.asArray(), element -> computedIn(element, variables));
            }
            boolean document = value != null && value.isDocument();
            return computed(document ? value.asDocument() : new BsonDocument(), variables);
        }

        /** Only the fields that are here; of arrays only the documents in them. */
        BsonDocument included(BsonDocument document) {
            BsonDocument result = new BsonDocument();
            document.forEach((name, value) -> {
                FieldTree child = children.get(name);
                BsonValue kept = child instanceof Fields fields ? fields.includedOf(value) : value;
                if (child != null && kept != null) {
                    result.put(name, kept);
                }
            });
            return result;
        }

        private BsonValue includedOf(BsonValue value) {
            if (value.isArray()) {
                return mapped(value.asArray(), this::includedOf);
            }
            return value.isDocument() ? included(value.asDocument()) : null;
        }

        /** All but the fields that are here. */
        BsonDocument excluded(BsonDocument document) {
            BsonDocument result = new BsonDocument();
            document.forEach((name, value) -> {
                FieldTree child = children.get(name);
                if (!(child instanceof Leaf)) {
                    result.put(name, child instanceof Fields fields ? fields.excludedOf(value) : value);
                }
            });
            return result;
        }

        private BsonValue excludedOf(BsonValue value) {
            if (value.isArray()) {
                return mapped(value.asArray(), this::excludedOf);
            }
            return value.isDocument() ? excluded(value.asDocument()) : value;
        }

        private static BsonArray mapped(BsonArray array, Function<BsonValue, BsonValue> mapping) {
            BsonArray mapped = new BsonArray(array.size());
            for (BsonValue element : array) {
                BsonValue value = mapping.apply(element);
                if (value != null) {
                    mapped.add(value);
                }
            }
            return mapped;
        }

        private void put(String dotted, FieldTree tree) {
            int dot = dotted.indexOf('.');
            if (dot < 0) {
                merge(dotted, tree);
                return;
            }
            Fields inner = new Fields(new LinkedHashMap<>());
            inner.put(dotted.substring(dot + 1), tree);
            merge(dotted.substring(0, dot), inner);
        }

        private void merge(String name, FieldTree tree) {
            FieldTree present = children.putIfAbsent(name, tree);
            if (present == null) {
                return;
            }
            if (!(present instanceof Fields fields) || !(tree instanceof Fields more)) {
                throw ServerError.badValue("specification contains two conflicting paths at " + name);
            }
            more.children.forEach(fields::merge);
        }
    }

    /** Reads a stage's document, with dotted or nested paths. */
    static Fields of(BsonDocument stage) {
        Fields root = new Fields(new LinkedHashMap<>());
        stage.forEach((path, operand) -> {
            boolean nested = operand.isDocument()
                    && !operand.asDocument().isEmpty()
                    && !Expression.isOperator(operand.asDocument());
            root.put(path, nested ? of(operand.asDocument()) : new Leaf(operand));
        });
        return root;
    }
}
