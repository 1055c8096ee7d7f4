package dev.flattensync.flatten;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonDocument;

/** Documents and updates as JSON, as trees and as rows. */
final class Trees {

    private Trees() {}

    /** The tree of a document. */
    static FlatElement tree(DocumentMapping mapping, String json) {
        return Flattener.document(mapping, BsonDocument.parse(json));
    }

    /**
     * The tree as if it had been read: the n-th of its rows, counted from 0 in the order of {@link FlatRows}, stands at
     * tuple "n".
     */
    static FlatElement stored(FlatElement element) {
        return stored(element, 0);
    }

    private static FlatElement stored(FlatElement element, int first) {
        int next = first + 1;
        List<EmbeddedArray> arrays = new ArrayList<>();
        for (EmbeddedArray array : element.arrays()) {
            NavigableMap<Integer, FlatElement> elements = new TreeMap<>();
            for (Map.Entry<Integer, FlatElement> child : array.elements().entrySet()) {
                elements.put(child.getKey(), stored(child.getValue(), next));
                next += child.getValue().rows();
            }
            arrays.add(EmbeddedArray.of(elements));
        }
        return new FlatElement(element.mapping(), element.id(), element.values(), arrays, String.valueOf(first));
    }

    /** The tables of a mapping in the schema of that name. */
    static FlatLayout layout(DocumentMapping mapping, String schema) {
        return new FlatLayout(mapping, FlatSchema.named(schema).orElseThrow());
    }

    /** The rows of a document by table. */
    static Map<String, List<List<Object>>> rows(FlatLayout layout, FlatElement document) {
        Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
        FlatRows.of(
                layout,
                document,
                (table, values) -> rows.computeIfAbsent(table.name(), name -> new ArrayList<>())
                        .add(values));
        return rows;
    }

    /** An update that sets fields. */
    static UpdateDescription sets(String updatedFields) {
        return new UpdateDescription(List.of(), BsonDocument.parse(updatedFields));
    }

    /** An update that removes fields. */
    static UpdateDescription removes(String... paths) {
        return new UpdateDescription(List.of(paths), new BsonDocument());
    }

    /** An update that cuts an array. */
    static UpdateDescription truncates(String array, int size) {
        return new UpdateDescription(List.of(), new BsonDocument(), List.of(new TruncatedArray(array, size)));
    }
}
