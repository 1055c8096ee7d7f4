package dev.flattensync.store;

import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** An element that is put together from rows, which arrive table by table. */
final class ElementBuilder {
    private final ElementMapping mapping;
    private final String id;
    private List<Object> values;
    private String tuple;
    private final List<NavigableMap<Integer, ElementBuilder>> arrays = new ArrayList<>();
    private final Map<ElementMapping, EmbeddedArray> known = new IdentityHashMap<>();

    ElementBuilder(ElementMapping mapping, String id, List<Object> values, String tuple) {
        this.mapping = mapping;
        this.id = id;
        this.values = values;
        this.tuple = tuple;
        mapping.arrays().forEach(array -> arrays.add(new TreeMap<>()));
    }

    static ElementBuilder unread(ElementMapping mapping, String id) {
        return new ElementBuilder(mapping, id, FlatElement.unread(mapping, id).values(), null);
    }

    /** The element at a position of an array; null if there is none. */
    ElementBuilder child(ElementMapping array, int position) {
        return array(array).get(position);
    }

    /** The element at a position of an array, put there unread if there is none yet. */
    ElementBuilder child(ElementMapping array, int position, String childId) {
        return array(array).computeIfAbsent(position, p -> unread(array, childId));
    }

    /** Adds an element that was read; false if the position is taken. */
    boolean add(ElementBuilder element, int position) {
        return array(element.mapping).putIfAbsent(position, element) == null;
    }

    /** An array whose elements are known without having read them. */
    void know(ElementMapping array, EmbeddedArray elements) {
        known.put(array, elements);
    }

    String id() {
        return id;
    }

    /** Makes an element of which only the id was known one that was read. */
    void fill(ElementBuilder read) {
        values = read.values;
        tuple = read.tuple;
    }

    FlatElement build() {
        List<EmbeddedArray> built = new ArrayList<>(arrays.size());
        for (ElementMapping array : mapping.arrays()) {
            EmbeddedArray stored = known.get(array);
            built.add(stored == null ? built(array(array)) : stored);
        }
        return new FlatElement(mapping, id, values, built, tuple);
    }

    private static EmbeddedArray built(NavigableMap<Integer, ElementBuilder> array) {
        NavigableMap<Integer, FlatElement> elements = new TreeMap<>();
        array.forEach((position, element) -> elements.put(position, element.build()));
        return EmbeddedArray.of(elements);
    }

    private NavigableMap<Integer, ElementBuilder> array(ElementMapping array) {
        return arrays.get(mapping.arrays().indexOf(array));
    }
}
