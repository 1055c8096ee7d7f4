package dev.flattensync.stress.workload;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Which fields edits go to. MongoDB refuses to set {@code address.city} where {@code address} is null. A boolean is
 * left alone where there are others: every second edit of it would change nothing, and so be visible at once.
 */
final class EditableFields {

    private EditableFields() {}

    /** For each element of the mapping, the fields that can be set in all documents. */
    static Map<ElementMapping, List<FieldMapping>> of(ElementMapping root, List<BsonDocument> documents) {
        Map<ElementMapping, List<FieldMapping>> editable = new HashMap<>();
        root.subtree().forEach(element -> editable.put(element, changing(element.fields())));
        documents.forEach(document -> narrow(root, document, editable));
        return editable;
    }

    private static void narrow(
            ElementMapping mapping, BsonDocument element, Map<ElementMapping, List<FieldMapping>> editable) {
        if (editable.get(mapping).stream().anyMatch(field -> !settable(element, field))) {
            editable.put(
                    mapping,
                    editable.get(mapping).stream()
                            .filter(field -> settable(element, field))
                            .toList());
        }
        for (ElementMapping array : mapping.arrays()) {
            DocumentPaths.documents(element, array.arrayPath()).forEach(child -> narrow(array, child, editable));
        }
    }

    private static List<FieldMapping> changing(List<FieldMapping> fields) {
        List<FieldMapping> changing = fields.stream()
                .filter(field -> field.type() != FieldType.BOOLEAN)
                .toList();
        return changing.isEmpty() ? fields : changing;
    }

    private static boolean settable(BsonDocument element, FieldMapping field) {
        for (int parts = 1; parts < field.path().size(); parts++) {
            BsonValue value = DocumentPaths.get(element, field.path().subList(0, parts));
            if (value != null && !value.isDocument()) {
                return false;
            }
        }
        return true;
    }
}
