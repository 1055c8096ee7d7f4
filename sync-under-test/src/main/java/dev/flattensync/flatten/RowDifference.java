package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * The row changes that turn one tree of elements into another, the fewest for each array.
 *
 * <p>Elements of an array are matched by their id, several of one id in their order; so an element that moved is one
 * update of its row, plus, in a schema that keeps the positions of ancestors, one for each row below it. An element
 * without {@code _id} has an id derived from its position, and so is matched by position. A row is written only if a
 * column of its table differs.
 */
public final class RowDifference {
    private final FlatLayout layout;
    private final RowChanges changes;
    private final ElementChain before = new ElementChain();
    private final ElementChain after = new ElementChain();

    /**
     * @param layout the tables
     * @param changes where the row changes are added
     */
    public RowDifference(FlatLayout layout, RowChanges changes) {
        this.layout = layout;
        this.changes = changes;
    }

    /** Adds what turns one state of a document into another; a null one before has no rows. */
    public void add(FlatElement from, FlatElement to) {
        if (from == null) {
            insert(to, 0);
        } else {
            element(from, 0, to, 0);
        }
    }

    private void element(FlatElement from, int fromPosition, FlatElement to, int toPosition) {
        before.enter(from, fromPosition);
        after.enter(to, toPosition);
        if (from.tuple() != null) {
            row(from);
        }
        for (ElementMapping array : from.mapping().arrays()) {
            array(from.array(array), to.array(array));
        }
        before.leave();
        after.leave();
    }

    private void row(FlatElement stored) {
        FlatTable table = layout.table(stored.mapping());
        List<Column> changed = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Column column : table.columns()) {
            Object value = column.value(after);
            if (!Objects.equals(column.value(before), value)) {
                changed.add(column);
                values.add(value);
            }
        }
        if (!changed.isEmpty()) {
            changes.in(table)
                    .updates()
                    .computeIfAbsent(changed, columns -> new ArrayList<>())
                    .add(new RowChanges.RowUpdate(stored.tuple(), values));
        }
    }

    private void array(NavigableMap<Integer, FlatElement> from, NavigableMap<Integer, FlatElement> to) {
        Map<String, Deque<Integer>> unmatched = new HashMap<>();
        from.forEach((position, element) -> unmatched
                .computeIfAbsent(element.id(), id -> new ArrayDeque<>())
                .add(position));
        to.forEach((position, element) -> {
            Deque<Integer> sameId = unmatched.getOrDefault(element.id(), new ArrayDeque<>());
            if (sameId.isEmpty()) {
                insert(element, position);
            } else {
                int fromPosition = sameId.remove();
                element(from.get(fromPosition), fromPosition, element, position);
            }
        });
        unmatched.values().forEach(positions -> positions.forEach(position -> delete(from.get(position))));
    }

    private void insert(FlatElement element, int position) {
        FlatRows.emit(
                layout,
                after,
                element,
                position,
                (table, values) -> changes.in(table).inserts().add(values));
    }

    private void delete(FlatElement element) {
        changes.in(layout.table(element.mapping())).deletes().add(element.tuple());
        element.arrays().forEach(array -> array.values().forEach(this::delete));
    }
}
