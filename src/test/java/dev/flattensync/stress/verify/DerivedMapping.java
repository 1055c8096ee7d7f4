package dev.flattensync.stress.verify;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A mapping made for some documents: an array that holds nothing but documents becomes a table, every other field a
 * column of type {@code jsonb}. Tables and columns are numbered, so any name of a field will do.
 */
final class DerivedMapping {
    private int elements;

    private DerivedMapping() {}

    static DocumentMapping of(List<BsonDocument> documents) {
        return new DocumentMapping("documents", new DerivedMapping().element(Optional.empty(), List.of(), documents));
    }

    private ElementMapping element(
            Optional<ElementMapping> parent, List<String> arrayPath, List<BsonDocument> examples) {
        String name = "e" + elements++;
        Set<String> names = new LinkedHashSet<>();
        examples.forEach(example -> names.addAll(example.keySet()));
        names.remove("_id");
        List<String> arrays =
                names.stream().filter(field -> isTable(examples, field)).toList();
        List<FieldMapping> fields = new ArrayList<>();
        for (String field : names) {
            if (!arrays.contains(field)) {
                fields.add(new FieldMapping(List.of(field), "f" + fields.size(), FieldType.JSONB));
            }
        }
        return new ElementMapping(
                parent,
                name,
                name,
                name,
                arrayPath,
                fields,
                self -> arrays.stream()
                        .map(field -> element(Optional.of(self), List.of(field), elements(examples, field)))
                        .toList());
    }

    private static boolean isTable(List<BsonDocument> examples, String field) {
        List<BsonValue> values = examples.stream()
                .filter(example -> example.containsKey(field))
                .map(example -> example.get(field))
                .toList();
        return !elements(examples, field).isEmpty()
                && values.stream()
                        .allMatch(value -> value.isArray()
                                && value.asArray().stream()
                                        .allMatch(element -> element.isDocument() || element.isNull()));
    }

    private static List<BsonDocument> elements(List<BsonDocument> examples, String field) {
        return examples.stream()
                .map(example -> example.get(field))
                .filter(value -> value != null && value.isArray())
                .flatMap(value -> value.asArray().stream())
                .filter(BsonValue::isDocument)
                .map(BsonValue::asDocument)
                .toList();
    }
}
