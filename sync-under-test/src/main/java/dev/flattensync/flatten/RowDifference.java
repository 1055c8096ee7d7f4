package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.ColumnSource;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The fewest row changes that turn some trees of elements into others.
 *
 * <p>Elements are matched by their id: first within their array, several of one id in their order, then wherever one
 * left an array and one of its id came to another. So an element that moved is one update of its row, plus, in a schema
 * that keeps the positions of ancestors, one for each row below it. What is left over is matched by its place: an
 * element that was overwritten, or just its {@code _id}, is an update of its row, too. Only what has no counterpart is
 * deleted or inserted. A row is written only if a column of its table differs.
 *
 * <p>Elements that were not read, but are known all the same, are set and moved by where they sit. An array that is the
 * same object before and after holds the same elements.
 *
 * <p>Made for one batch: {@link #add} all documents, then {@link #finish} once.
 */
public final class RowDifference {
    private final FlatLayout layout;
    private final RowChanges changes;
    private final boolean overwriteInPlace;
    private final Map<ElementMapping, List<Unmatched>> gone = new IdentityHashMap<>();
    private final Map<ElementMapping, List<Unmatched>> come = new IdentityHashMap<>();

    /** An element without a counterpart in its array; {@code array} is the same object for both states of one array. */
    private record Unmatched(PlacedElement placed, Object array) {
        String id() {
            return placed.element().id();
        }

        Place place() {
            return new Place(array, placed.position());
        }
    }

    private record Place(Object array, int position) {}

    /**
     * @param layout the tables
     * @param changes where the row changes are added
     * @param overwriteInPlace whether an element that was overwritten may keep its row. Where ids are unique in a
     *     table, two rows that swap ids in one statement collide; without this, deletes come first and nothing does.
     */
    public RowDifference(FlatLayout layout, RowChanges changes, boolean overwriteInPlace) {
        this.layout = layout;
        this.changes = changes;
        this.overwriteInPlace = overwriteInPlace;
    }

    /** Adds what turns one state of a document into another; a null state has no rows. */
    public void add(FlatElement from, FlatElement to) {
        if (from == null && to != null) {
            FlatRows.of(
                    layout, to, (table, row) -> changes.in(table).inserts().add(new RowChanges.NewRow(to.id(), row)));
        } else if (from != null && to == null) {
            delete(PlacedElement.root(from));
        } else if (from != null) {
            match(PlacedElement.root(from), PlacedElement.root(to));
        }
    }

    /** Adds the changes of all that has no counterpart in its own array. */
    public void finish() {
        // Parents come first: what they embed may be left over in turn.
        layout.mapping().elements().forEach(this::settle);
    }

    private void match(PlacedElement before, PlacedElement after) {
        if (before.element().tuple() != null) {
            update(before, after);
        } else {
            setFields(before, after);
        }
        for (ElementMapping array : before.element().mapping().arrays()) {
            array(array, before, after);
        }
    }

    private void array(ElementMapping mapping, PlacedElement before, PlacedElement after) {
        EmbeddedArray from = before.element().embedded(mapping);
        EmbeddedArray to = after.element().embedded(mapping);
        if (isUnread(from)) {
            move(mapping, before, after);
            if (from != to) {
                unread(from.elements(), to.elements(), before, after);
            }
        } else {
            read(from.elements(), to.elements(), before, after);
        }
    }

    /** Elements that were not read are known to be where they will be; what else there is was read, or is new. */
    private void unread(
            NavigableMap<Integer, FlatElement> from,
            NavigableMap<Integer, FlatElement> to,
            PlacedElement before,
            PlacedElement after) {
        NavigableMap<Integer, FlatElement> read = new TreeMap<>(from);
        NavigableMap<Integer, FlatElement> others = new TreeMap<>(to);
        from.forEach((position, element) -> {
            if (element.tuple() == null) {
                read.remove(position);
                match(before.child(element, position), after.child(others.remove(position), position));
            }
        });
        read(read, others, before, after);
    }

    private void read(
            NavigableMap<Integer, FlatElement> from,
            NavigableMap<Integer, FlatElement> to,
            PlacedElement before,
            PlacedElement after) {
        Iterator<Map.Entry<Integer, FlatElement>> olds = from.entrySet().iterator();
        Iterator<Map.Entry<Integer, FlatElement>> news = to.entrySet().iterator();
        PlacedElement old = next(before, olds);
        PlacedElement current = next(after, news);
        // Up to where the ids are the same, which is nearly always far, without looking any of them up.
        while (old != null
                && current != null
                && old.element().id().equals(current.element().id())) {
            match(old, current);
            old = next(before, olds);
            current = next(after, news);
        }
        Map<String, Deque<PlacedElement>> byId = new HashMap<>();
        for (; old != null; old = next(before, olds)) {
            byId.computeIfAbsent(old.element().id(), id -> new ArrayDeque<>(1)).add(old);
        }
        Object array = new Object();
        for (; current != null; current = next(after, news)) {
            Deque<PlacedElement> sameId = byId.get(current.element().id());
            if (sameId == null || sameId.isEmpty()) {
                leftOver(come, current, array);
            } else {
                match(sameId.remove(), current);
            }
        }
        byId.values().forEach(left -> left.forEach(element -> leftOver(gone, element, array)));
    }

    private static PlacedElement next(PlacedElement parent, Iterator<Map.Entry<Integer, FlatElement>> elements) {
        if (!elements.hasNext()) {
            return null;
        }
        Map.Entry<Integer, FlatElement> next = elements.next();
        return parent.child(next.getValue(), next.getKey());
    }

    private static boolean isUnread(EmbeddedArray array) {
        return array.isEmpty()
                || array.isDeferred()
                || array.elements().firstEntry().getValue().tuple() == null;
    }

    /** The row was not read, so it is set by where it will be. */
    private void setFields(PlacedElement before, PlacedElement after) {
        FlatElement from = before.element();
        FlatElement to = after.element();
        if (from.values().equals(to.values())) {
            return;
        }
        Map<Integer, Object> changed = new LinkedHashMap<>();
        for (int field = 0; field < to.values().size(); field++) {
            if (!Objects.equals(from.values().get(field), to.values().get(field))) {
                changed.put(field, to.values().get(field));
            }
        }
        ElementAddress address = new ElementAddress(to.mapping(), after.positions());
        changes.setFields(layout.table(to.mapping()), after.id(0), address, changed);
    }

    /** The rows of an array that is known without having been read: what is around it may have moved. */
    private void move(ElementMapping mapping, PlacedElement before, PlacedElement after) {
        EmbeddedArray array = before.element().embedded(mapping);
        List<Integer> from = before.positions();
        List<Integer> to = after.positions();
        if (array.isEmpty() || from.equals(to)) {
            return;
        }
        FlatTable table = layout.table(mapping);
        boolean kept = IntStream.range(0, from.size())
                .allMatch(i -> from.get(i).equals(to.get(i))
                        || table.column(new ColumnSource.Position(i + 1)).isEmpty());
        if (!kept) {
            changes.moves()
                    .computeIfAbsent(table, t -> new ArrayList<>())
                    .add(new RowChanges.ArrayMove(before.id(0), from, to, array.size()));
        }
    }

    private static void leftOver(Map<ElementMapping, List<Unmatched>> leftOver, PlacedElement placed, Object array) {
        leftOver.computeIfAbsent(placed.element().mapping(), mapping -> new ArrayList<>())
                .add(new Unmatched(placed, array));
    }

    private void settle(ElementMapping mapping) {
        List<Unmatched> from = gone.getOrDefault(mapping, new ArrayList<>());
        List<Unmatched> to = come.getOrDefault(mapping, new ArrayList<>());
        matchBy(Unmatched::id, from, to);
        if (overwriteInPlace) {
            matchBy(Unmatched::place, from, to);
        }
        from.forEach(unmatched -> delete(unmatched.placed()));
        to.forEach(unmatched -> insert(unmatched.placed()));
    }

    /** Matches what has the same key, and takes it from the lists. */
    private void matchBy(Function<Unmatched, Object> key, List<Unmatched> from, List<Unmatched> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        Map<Object, Deque<Unmatched>> byKey = new HashMap<>();
        from.forEach(unmatched -> byKey.computeIfAbsent(key.apply(unmatched), k -> new ArrayDeque<>())
                .add(unmatched));
        Set<Unmatched> matched = Collections.newSetFromMap(new IdentityHashMap<>());
        to.removeIf(unmatched -> {
            Deque<Unmatched> candidates = byKey.getOrDefault(key.apply(unmatched), new ArrayDeque<>());
            if (candidates.isEmpty()) {
                return false;
            }
            Unmatched counterpart = candidates.remove();
            matched.add(counterpart);
            match(counterpart.placed(), unmatched.placed());
            return true;
        });
        from.removeIf(matched::contains);
    }

    private void delete(PlacedElement placed) {
        FlatElement element = placed.element();
        changes.in(layout.table(element.mapping())).deletes().add(element.tuple());
        element.arrays().forEach(array -> {
            Object nowhere = new Object();
            array.elements().forEach((position, child) -> leftOver(gone, placed.child(child, position), nowhere));
        });
    }

    private void insert(PlacedElement placed) {
        FlatTable table = layout.table(placed.element().mapping());
        changes.in(table).inserts().add(new RowChanges.NewRow(placed.id(0), FlatRows.row(table, placed)));
        placed.element().arrays().forEach(array -> {
            Object nowhere = new Object();
            array.elements().forEach((position, child) -> leftOver(come, placed.child(child, position), nowhere));
        });
    }

    private void update(PlacedElement before, PlacedElement after) {
        FlatElement stored = before.element();
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
                    .add(new RowChanges.RowUpdate(after.id(0), stored.tuple(), values));
        }
    }
}
