package dev.flattensync.stress.workload;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * How many elements an element embeds, and these in turn: all that must be known of a document to choose what to change
 * in it. Mutable, so that it can follow the operations that were chosen.
 *
 * @param arrays for each array of the mapping its elements in order, a null one being a hole; a null list where the
 *     array can't be changed because the document holds null in its place
 */
record ElementShape(List<List<ElementShape>> arrays) {
    /** Shared by all elements that embed no arrays, of which there may be millions. */
    private static final ElementShape LEAF = new ElementShape(List.of());

    static ElementShape of(ElementMapping mapping, BsonDocument document) {
        if (mapping.arrays().isEmpty()) {
            return LEAF;
        }
        List<List<ElementShape>> arrays = new ArrayList<>();
        for (ElementMapping array : mapping.arrays()) {
            arrays.add(ofArray(array, document));
        }
        return new ElementShape(arrays);
    }

    private static List<ElementShape> ofArray(ElementMapping array, BsonDocument document) {
        for (int parts = 1; parts <= array.arrayPath().size(); parts++) {
            BsonValue value = DocumentPaths.get(document, array.arrayPath().subList(0, parts));
            if (value != null && value.isNull()) {
                return null;
            }
        }
        List<ElementShape> shapes = new ArrayList<>();
        BsonValue value = DocumentPaths.get(document, array.arrayPath());
        if (value != null) {
            value.asArray()
                    .forEach(element -> shapes.add(element.isDocument() ? of(array, element.asDocument()) : null));
        }
        return shapes;
    }

    /** This element and all that it embeds, counted. */
    long rows() {
        long rows = 1;
        for (List<ElementShape> array : arrays) {
            if (array != null) {
                for (ElementShape element : array) {
                    rows += element == null ? 0 : element.rows();
                }
            }
        }
        return rows;
    }
}
