package dev.flattensync.stress.microbenchmark;

import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Makes elements into what {@link dev.flattensync.store.DocumentReader} would read of them: each with the place of its
 * row, and equal to what it was made from without sharing a string with it.
 */
final class StoredRows {
    private static final int ROWS_OF_A_PAGE = 60;

    private int rows;

    FlatElement read(FlatElement element) {
        String tuple = "(%d,%d)".formatted(rows / ROWS_OF_A_PAGE, rows % ROWS_OF_A_PAGE + 1);
        rows++;
        List<EmbeddedArray> arrays = new ArrayList<>(element.arrays().size());
        for (EmbeddedArray array : element.arrays()) {
            NavigableMap<Integer, FlatElement> elements = new TreeMap<>();
            array.elements().forEach((position, child) -> elements.put(position, read(child)));
            arrays.add(EmbeddedArray.of(elements));
        }
        List<Object> values = new ArrayList<>(element.values());
        values.replaceAll(value -> value instanceof String text ? copy(text) : value);
        return new FlatElement(
                element.mapping(), copy(element.id()), Collections.unmodifiableList(values), arrays, tuple);
    }

    private static String copy(String text) {
        return new String(text.toCharArray());
    }
}
