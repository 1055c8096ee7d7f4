package dev.flattensync.flatten;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.RowChain;
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
        chains(layout, document, (table, chain) -> rows.accept(table, row(table, chain)));
    }

    /**
     * Emits what the rows of a whole document are made of, in the same order, for those who need no list of values.
     *
     * @param chains takes a table and what its columns take their values from
     */
    public static void chains(FlatLayout layout, FlatElement document, BiConsumer<FlatTable, RowChain> chains) {
        emit(layout, PlacedElement.root(document), chains);
    }

    private static void emit(FlatLayout layout, PlacedElement placed, BiConsumer<FlatTable, RowChain> chains) {
        chains.accept(layout.table(placed.element().mapping()), placed);
        placed.element()
                .arrays()
                .forEach(array -> array.elements()
                        .forEach((position, child) -> emit(layout, placed.child(child, position), chains)));
    }

    /** The values of all columns in the row of one element. */
    static List<Object> row(FlatTable table, RowChain chain) {
        List<Object> values = new ArrayList<>(table.columns().size());
        table.columns().forEach(column -> values.add(column.value(chain)));
        return values;
    }
}
