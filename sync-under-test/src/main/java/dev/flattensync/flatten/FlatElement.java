package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One element of a document as its mapping sees it, with all that it embeds. Immutable; a change makes a copy that
 * shares what did not change.
 *
 * @param mapping what kind of element it is
 * @param id its {@link CanonicalId}
 * @param values its mapped scalars, in the order of {@link ElementMapping#fields()}; null where the document has none
 * @param arrays its embedded arrays, in the order of {@link ElementMapping#arrays()}
 * @param tuple where its row stands in PostgreSQL ({@code ctid}), valid within the transaction that read it; null for
 *     an element that was not read
 */
public record FlatElement(
        ElementMapping mapping, String id, List<Object> values, List<EmbeddedArray> arrays, String tuple) {
    /** Stands for a stored value that is not known, and not what it will be: equal to no value. */
    public static final Object UNKNOWN = new Object();

    /**
     * An element that stands for one whose row was not read: only its id is known, and nothing about it will be
     * written.
     */
    public static FlatElement unread(ElementMapping mapping, String id) {
        return new FlatElement(
                mapping, id, Collections.nCopies(mapping.fields().size(), null), noElements(mapping), null);
    }

    /** With a field of which is only known that it is not what it will be. */
    public FlatElement withUnknown(int field) {
        return withValue(field, UNKNOWN);
    }

    /** An empty array for each array of the mapping. */
    static List<EmbeddedArray> noElements(ElementMapping mapping) {
        return mapping.arrays().stream().map(array -> EmbeddedArray.empty()).toList();
    }

    /** The elements of an embedded array by position. */
    public NavigableMap<Integer, FlatElement> array(ElementMapping array) {
        return embedded(array).elements();
    }

    /** An embedded array. */
    public EmbeddedArray embedded(ElementMapping array) {
        return arrays.get(mapping.arrays().indexOf(array));
    }

    /** This element and all that it embeds, counted: the rows it takes. */
    public int rows() {
        int rows = 1;
        for (int i = 0; i < arrays.size(); i++) {
            rows += rows(mapping.arrays().get(i), arrays.get(i));
        }
        return rows;
    }

    private static int rows(ElementMapping mapping, EmbeddedArray array) {
        return mapping.arrays().isEmpty()
                ? array.size()
                : array.elements().values().stream().mapToInt(FlatElement::rows).sum();
    }

    /**
     * The element of an array that has an id.
     *
     * @param position where it probably is
     * @return null if there is none
     */
    public FlatElement find(ElementMapping array, int position, String elementId) {
        FlatElement probable = array(array).get(position);
        if (probable != null && probable.id().equals(elementId)) {
            return probable;
        }
        return array(array).values().stream()
                .filter(element -> element.id().equals(elementId))
                .findFirst()
                .orElse(null);
    }

    /** With another id, which ids derived from it follow. */
    FlatElement withId(String newId) {
        List<EmbeddedArray> children = new ArrayList<>(arrays.size());
        for (int i = 0; i < arrays.size(); i++) {
            ElementMapping array = mapping.arrays().get(i);
            NavigableMap<Integer, FlatElement> elements =
                    new TreeMap<>(arrays.get(i).elements());
            elements.replaceAll((position, child) -> child.id().equals(Flattener.id(array, id, position, null))
                    ? child.withId(Flattener.id(array, newId, position, null))
                    : child);
            children.add(EmbeddedArray.of(elements));
        }
        return new FlatElement(mapping, newId, values, children, tuple);
    }

    FlatElement withValue(int field, Object value) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(field, value);
        return new FlatElement(mapping, id, Collections.unmodifiableList(changed), arrays, tuple);
    }

    FlatElement withArray(ElementMapping array, EmbeddedArray embedded) {
        List<EmbeddedArray> changed = new ArrayList<>(arrays);
        changed.set(mapping.arrays().indexOf(array), embedded);
        return new FlatElement(mapping, id, values, changed, tuple);
    }

    /** With one position of an array set to an element, or emptied if that is null. */
    FlatElement withElement(ElementMapping array, int position, FlatElement element) {
        NavigableMap<Integer, FlatElement> changed = new TreeMap<>(array(array));
        if (element == null) {
            changed.remove(position);
        } else {
            changed.put(position, element);
        }
        return withArray(array, EmbeddedArray.of(changed));
    }
}
