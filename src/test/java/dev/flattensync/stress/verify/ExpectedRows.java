package dev.flattensync.stress.verify;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.RowChain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The rows that documents should have, straight from the documents and by other code than the sync's own: of that, only
 * the forms of single values and ids are shared.
 */
final class ExpectedRows {
    private final FlatLayout layout;
    private final BiConsumer<FlatTable, List<Object>> rows;

    /** @param rows takes a table and the values of all its columns, in their order */
    ExpectedRows(FlatLayout layout, BiConsumer<FlatTable, List<Object>> rows) {
        this.layout = layout;
        this.rows = rows;
    }

    /** Emits the rows of a document. */
    void of(BsonDocument document) {
        element(
                layout.mapping().root(),
                document,
                List.of(CanonicalId.of(document.get("_id"))),
                // The document itself is in no array.
                List.of(0));
    }

    private void element(ElementMapping mapping, BsonDocument element, List<String> ids, List<Integer> positions) {
        List<Object> values = new ArrayList<>();
        for (FieldMapping field : mapping.fields()) {
            values.add(field.type().convert(Embedded.get(element, field.path())));
        }
        FlatTable table = layout.table(mapping);
        Chain chain = new Chain(ids, positions, values);
        List<Object> row = new ArrayList<>();
        table.columns().forEach(column -> row.add(column.value(chain)));
        rows.accept(table, row);
        for (ElementMapping array : mapping.arrays()) {
            if (Embedded.get(element, array.arrayPath()) instanceof BsonArray elements) {
                for (int i = 0; i < elements.size(); i++) {
                    if (elements.get(i) instanceof BsonDocument child) {
                        BsonValue id = child.get("_id");
                        String text = id == null
                                ? derivedId(ids.get(mapping.depth()), array.arrayPath(), i)
                                : CanonicalId.of(id);
                        element(array, child, with(ids, text), with(positions, i));
                    }
                }
            }
        }
    }

    private static String derivedId(String parent, List<String> arrayPath, int position) {
        return "{\"$in\":%s,\"at\":%s}".formatted(json(parent), json(String.join(".", arrayPath) + "." + position));
    }

    private static String json(String text) {
        String wrapped = new BsonDocument("v", new BsonString(text)).toJson();
        return wrapped.substring(wrapped.indexOf(':') + 1, wrapped.length() - 1).strip();
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    /** An element's ids and positions, the document's first, and its values. */
    private record Chain(List<String> ids, List<Integer> positions, List<Object> values) implements RowChain {
        @Override
        public String id(int depth) {
            return ids.get(depth);
        }

        @Override
        public int position(int depth) {
            return positions.get(depth);
        }
    }
}
