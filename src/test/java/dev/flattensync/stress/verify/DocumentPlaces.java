package dev.flattensync.stress.verify;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Where a document can be changed.
 *
 * @param elements the document itself and every embedded element
 * @param arrays every array, those that are missing or null too
 */
record DocumentPlaces(List<Element> elements, List<Array> arrays) {

    /**
     * An element.
     *
     * @param document the document itself, or the embedded one
     */
    record Element(ElementMapping mapping, BsonDocument document) {}

    /**
     * An array.
     *
     * @param mapping its elements
     * @param parent what embeds it
     */
    record Array(ElementMapping mapping, BsonDocument parent) {

        /** The array itself; null if there is none. */
        BsonArray array() {
            return Embedded.get(parent, mapping.arrayPath()) instanceof BsonArray array ? array : null;
        }

        /** How many positions it has. */
        int size() {
            BsonArray array = array();
            return array == null ? 0 : array.size();
        }

        void set(BsonValue value) {
            Embedded.put(parent, mapping.arrayPath(), value);
        }
    }

    static DocumentPlaces in(DocumentMapping mapping, BsonDocument document) {
        DocumentPlaces places = new DocumentPlaces(new ArrayList<>(), new ArrayList<>());
        places.add(mapping.root(), document);
        return places;
    }

    private void add(ElementMapping mapping, BsonDocument document) {
        elements.add(new Element(mapping, document));
        for (ElementMapping child : mapping.arrays()) {
            Array array = new Array(child, document);
            arrays.add(array);
            if (array.array() != null) {
                array.array().stream()
                        .filter(BsonValue::isDocument)
                        .forEach(element -> add(child, element.asDocument()));
            }
        }
    }
}
