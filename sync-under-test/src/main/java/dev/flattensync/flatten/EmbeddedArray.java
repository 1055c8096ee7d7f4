package dev.flattensync.flatten;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The elements of an embedded array by position, a null element being absent. Immutable, compared by its elements. They
 * may be made only when somebody asks for them, which nobody does of an array that is as it was. Used by one thread at
 * a time.
 */
public final class EmbeddedArray {
    private final int size;
    private Supplier<NavigableMap<Integer, FlatElement>> source;
    private NavigableMap<Integer, FlatElement> elements;

    private EmbeddedArray(
            int size,
            Supplier<NavigableMap<Integer, FlatElement>> source,
            NavigableMap<Integer, FlatElement> elements) {
        this.size = size;
        this.source = source;
        this.elements = elements;
    }

    /** An array of these elements, which nobody changes from here on. */
    public static EmbeddedArray of(NavigableMap<Integer, FlatElement> elements) {
        return new EmbeddedArray(elements.size(), null, elements);
    }

    /** An array without elements. */
    public static EmbeddedArray empty() {
        return of(new TreeMap<>());
    }

    /**
     * An array whose elements are made when they are asked for.
     *
     * @param size how many there are
     * @param source makes them, at most once
     */
    public static EmbeddedArray deferred(int size, Supplier<NavigableMap<Integer, FlatElement>> source) {
        return new EmbeddedArray(size, source, null);
    }

    /** The elements by position. */
    public NavigableMap<Integer, FlatElement> elements() {
        if (elements == null) {
            elements = source.get();
            source = null;
        }
        return elements;
    }

    /** Whether its elements have not been made yet: they are not from rows. */
    boolean isDeferred() {
        return elements == null;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof EmbeddedArray array && elements().equals(array.elements());
    }

    @Override
    public int hashCode() {
        return elements().hashCode();
    }

    @Override
    public String toString() {
        return elements().toString();
    }
}
