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
        emit(layout, new ElementChain(), document, 0, rows);
    }

    /** Emits the rows of an element and all below it; the chain stands at its parent, before and after. */
    static void emit(
            FlatLayout layout,
            ElementChain chain,
            FlatElement element,
            int position,
            BiConsumer<FlatTable, List<Object>> rows) {
        chain.enter(element, position);
        FlatTable table = layout.table(element.mapping());
        List<Object> values = new ArrayList<>(table.columns().size());
        table.columns().forEach(column -> values.add(column.value(chain)));
        rows.accept(table, values);
        element.arrays()
                .forEach(array ->
                        array.forEach((childPosition, child) -> emit(layout, chain, child, childPosition, rows)));
        chain.leave();
    }
}
