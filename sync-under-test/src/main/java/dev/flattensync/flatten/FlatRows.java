package dev.flattensync.flatten;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The rows that a tree of elements takes in a flat schema. */
public final class FlatRows {

    private FlatRows() {}

    /**
     * Emits the rows of a whole document, a parent's before its children's.
     *
     * @param rows takes a table and the values of all its columns, in their order
     */
    public static void of(FlatLayout layout, FlatElement document, BiConsumer<FlatTable, List<Object>> rows) {
        emit(layout, PlacedElement.root(document), rows);
    }

    private static void emit(FlatLayout layout, PlacedElement placed, BiConsumer<FlatTable, List<Object>> rows) {
        FlatTable table = layout.table(placed.element().mapping());
        rows.accept(table, row(table, placed));
        placed.element()
                .arrays()
                .forEach(
                        array -> array.forEach((position, child) -> emit(layout, placed.child(child, position), rows)));
    }

    /** The values of all columns in the row of one element. */
    static List<Object> row(FlatTable table, PlacedElement placed) {
        List<Object> values = new ArrayList<>(table.columns().size());
        table.columns().forEach(column -> values.add(column.value(placed)));
        return values;
    }
}
