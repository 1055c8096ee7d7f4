package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.CopyRows;
import dev.flattensync.store.Identifiers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The fewest and cheapest statements that make the recorded changes of one transaction, by one who knows everything:
 * each row's key, and where a whole range of positions shifts.
 *
 * <p>Children are deleted and updated before their parents, and inserted after them. Rows are addressed by what they
 * were before the transaction; so those that keep their key come first, and all that move together in one statement for
 * each table.
 */
final class LeanStatements {
    /** From so many new rows on, COPY is faster. */
    private static final int COPY_FROM = 100;

    private final List<RecordedTable> parentsFirst;
    private final String postgresSchema;

    /** @param postgresSchema the PostgreSQL schema of the tables to write to, unquoted */
    LeanStatements(FlatLayout layout, String postgresSchema) {
        this.parentsFirst = RecordedTable.of(layout);
        this.postgresSchema = postgresSchema;
    }

    /** The statements for one transaction, in their order. */
    List<LeanStatement> of(List<RecordedChange> transaction) {
        Map<String, Set<String>> gone = new HashMap<>();
        transaction.stream()
                .filter(RecordedChange::isDelete)
                .forEach(change -> gone.computeIfAbsent(change.table().name(), name -> new HashSet<>())
                        .add(change.before()[0]));
        List<RecordedTable> childrenFirst = new ArrayList<>(parentsFirst);
        Collections.reverse(childrenFirst);
        List<LeanStatement> statements = new ArrayList<>();
        for (RecordedTable table : childrenFirst) {
            delete(table, in(transaction, table, RecordedChange::isDelete), gone, statements);
        }
        for (RecordedTable table : childrenFirst) {
            update(table, in(transaction, table, change -> change.isUpdate() && !change.movesKey()), statements);
            move(table, in(transaction, table, change -> change.isUpdate() && change.movesKey()), statements);
        }
        for (RecordedTable table : parentsFirst) {
            insert(table, in(transaction, table, RecordedChange::isInsert), statements);
        }
        return statements;
    }

    private static List<RecordedChange> in(
            List<RecordedChange> transaction, RecordedTable table, Predicate<RecordedChange> wanted) {
        return transaction.stream()
                .filter(change -> change.table() == table || change.table().equals(table))
                .filter(wanted)
                .toList();
    }

    private void delete(
            RecordedTable table,
            List<RecordedChange> changes,
            Map<String, Set<String>> gone,
            List<LeanStatement> statements) {
        Map<Boolean, List<RecordedChange>> withOwner = new HashMap<>();
        Optional<RecordedTable.Owner> owner = table.owner();
        for (RecordedChange change : changes) {
            boolean taken = owner.isPresent()
                    && gone.getOrDefault(owner.get().table(), Set.of())
                            .contains(change.before()[owner.get().column()]);
            withOwner.computeIfAbsent(taken, key -> new ArrayList<>()).add(change);
        }
        List<RecordedChange> whole = withOwner.getOrDefault(true, List.of());
        if (!whole.isEmpty()) {
            int column = owner.orElseThrow().column();
            statements.add(new LeanStatement.Execute(
                    "delete from %s where %s = any(?::text[])"
                            .formatted(
                                    quoted(table),
                                    Identifiers.quoted(table.columns().get(column))),
                    List.of((Object) whole.stream()
                            .map(change -> change.before()[column])
                            .distinct()
                            .toArray(String[]::new)),
                    whole.size()));
        }
        List<RecordedChange> single = withOwner.getOrDefault(false, List.of());
        if (!single.isEmpty()) {
            Relation relation = new Relation(table, single);
            relation.key();
            statements.add(new LeanStatement.Execute(
                    "delete from %s t using %s where %s".formatted(quoted(table), relation.sql(), relation.onKey()),
                    relation.parameters(),
                    single.size()));
        }
    }

    private void update(RecordedTable table, List<RecordedChange> changes, List<LeanStatement> statements) {
        Map<List<Integer>, List<RecordedChange>> byColumns = new LinkedHashMap<>();
        changes.forEach(change -> byColumns
                .computeIfAbsent(change.changed(), columns -> new ArrayList<>())
                .add(change));
        byColumns.forEach((columns, rows) -> statements.add(byKey(table, columns, rows)));
    }

    private LeanStatement byKey(RecordedTable table, List<Integer> columns, List<RecordedChange> rows) {
        if (rows.size() == 1) {
            return single(table, columns, rows.get(0));
        }
        Relation relation = new Relation(table, rows);
        relation.key();
        StringJoiner set = new StringJoiner(", ");
        for (int column : columns) {
            set.add(Identifiers.quoted(table.columns().get(column)) + " = " + relation.after(column));
        }
        return new LeanStatement.Execute(
                "update %s t set %s from %s where %s".formatted(quoted(table), set, relation.sql(), relation.onKey()),
                relation.parameters(),
                rows.size());
    }

    private LeanStatement single(RecordedTable table, List<Integer> columns, RecordedChange row) {
        StringJoiner set = new StringJoiner(", ");
        StringJoiner where = new StringJoiner(" and ");
        List<Object> parameters = new ArrayList<>();
        for (int column : columns) {
            set.add(assignment(table, column));
            parameters.add(row.after()[column]);
        }
        for (int column : table.key()) {
            where.add(assignment(table, column));
            parameters.add(row.before()[column]);
        }
        return new LeanStatement.Execute(
                "update %s set %s where %s".formatted(quoted(table), set, where), parameters, 1);
    }

    private static String assignment(RecordedTable table, int column) {
        return Identifiers.quoted(table.columns().get(column)) + " = ?::"
                + table.types().get(column);
    }

    /** Rows that get another key: whole ranges of them where all that have the key's first values shift alike. */
    private void move(RecordedTable table, List<RecordedChange> changes, List<LeanStatement> statements) {
        Map<String, List<RecordedChange>> byLeading = new LinkedHashMap<>();
        changes.forEach(change -> byLeading
                .computeIfAbsent(change.before()[table.key().get(0)], leading -> new ArrayList<>())
                .add(change));
        Map<Integer, List<Shift>> shifts = new LinkedHashMap<>();
        Map<Integer, Integer> shifted = new HashMap<>();
        List<RecordedChange> others = new ArrayList<>();
        for (List<RecordedChange> group : byLeading.values()) {
            Optional<List<Shift>> ofGroup = Shift.of(table, group);
            if (ofGroup.isPresent()) {
                int column = ofGroup.get().get(0).column();
                shifts.computeIfAbsent(column, c -> new ArrayList<>()).addAll(ofGroup.get());
                shifted.merge(column, group.size(), Integer::sum);
            } else {
                others.addAll(group);
            }
        }
        shifts.forEach((column, ranges) -> statements.add(shift(table, column, ranges, shifted.get(column))));
        if (!others.isEmpty()) {
            List<Integer> columns = IntStream.range(0, table.columns().size())
                    .filter(column ->
                            others.stream().anyMatch(change -> change.changed().contains(column)))
                    .boxed()
                    .toList();
            statements.add(byKey(table, columns, others));
        }
    }

    private LeanStatement shift(RecordedTable table, int column, List<Shift> ranges, int rows) {
        String position = Identifiers.quoted(table.columns().get(column));
        StringJoiner parameters = new StringJoiner(", ");
        StringJoiner names = new StringJoiner(", ");
        StringJoiner where = new StringJoiner(" and ");
        List<Object> arrays = new ArrayList<>();
        int prefix = table.key().indexOf(column);
        for (int i = 0; i < prefix; i++) {
            int at = i;
            int keyColumn = table.key().get(i);
            parameters.add("?::text[]::" + table.types().get(keyColumn) + "[]");
            names.add("k" + i);
            where.add("t." + Identifiers.quoted(table.columns().get(keyColumn)) + " = f.k" + i);
            arrays.add(ranges.stream().map(range -> range.prefix().get(at)).toArray(String[]::new));
        }
        parameters.add("?::int[]").add("?::int[]").add("?::int[]");
        names.add("low").add("high").add("delta");
        where.add("t." + position + " between f.low and f.high");
        arrays.add(ranges.stream().map(Shift::low).toArray(Integer[]::new));
        arrays.add(ranges.stream().map(Shift::high).toArray(Integer[]::new));
        arrays.add(ranges.stream().map(Shift::delta).toArray(Integer[]::new));
        return new LeanStatement.Execute(
                "update %s t set %s = t.%s + f.delta from unnest(%s) f(%s) where %s"
                        .formatted(quoted(table), position, position, parameters, names, where),
                arrays,
                rows);
    }

    private void insert(RecordedTable table, List<RecordedChange> changes, List<LeanStatement> statements) {
        if (changes.isEmpty()) {
            return;
        }
        if (changes.size() >= COPY_FROM) {
            statements.add(new LeanStatement.Copy(
                    "copy %s (%s) from stdin".formatted(quoted(table), names(table)), text(changes), changes.size()));
            return;
        }
        Relation relation = new Relation(table, changes);
        StringJoiner values = new StringJoiner(", ");
        IntStream.range(0, table.columns().size()).forEach(column -> values.add(relation.after(column)));
        statements.add(new LeanStatement.Execute(
                "insert into %s (%s) select %s from %s".formatted(quoted(table), names(table), values, relation.sql()),
                relation.parameters(),
                changes.size()));
    }

    private static byte[] text(List<RecordedChange> changes) {
        CopyRows rows = new CopyRows();
        for (RecordedChange change : changes) {
            for (int column = 0; column < change.after().length; column++) {
                if (column > 0) {
                    rows.endValue();
                }
                rows.value(change.after()[column]);
            }
            rows.endRow();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.getLength());
        try {
            rows.writeTo(() -> bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String names(RecordedTable table) {
        StringJoiner names = new StringJoiner(", ");
        table.columns().forEach(column -> names.add(Identifiers.quoted(column)));
        return names.toString();
    }

    private String quoted(RecordedTable table) {
        return Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(table.name());
    }

    /** Rows as a relation {@code f} of arrays: columns are added as they are needed. */
    private static final class Relation {
        private final RecordedTable table;
        private final List<RecordedChange> rows;
        private final StringJoiner arrays = new StringJoiner(", ", "unnest(", ")");
        private final StringJoiner names = new StringJoiner(", ", " f(", ")");
        private final StringJoiner onKey = new StringJoiner(" and ");
        private final List<Object> parameters = new ArrayList<>();

        Relation(RecordedTable table, List<RecordedChange> rows) {
            this.table = table;
            this.rows = rows;
        }

        /** Adds the key as it was. */
        void key() {
            for (int column : table.key()) {
                String name = add(
                        "k" + column,
                        column,
                        rows.stream().map(change -> change.before()[column]).toArray(String[]::new));
                onKey.add("t." + Identifiers.quoted(table.columns().get(column)) + " = " + name);
            }
        }

        /** Adds a column as it is; the expression that stands for it. */
        String after(int column) {
            return add(
                    "v" + column,
                    column,
                    rows.stream().map(change -> change.after()[column]).toArray(String[]::new));
        }

        private String add(String name, int column, String[] values) {
            arrays.add("?::text[]::" + table.types().get(column) + "[]");
            names.add(name);
            parameters.add(values);
            return "f." + name;
        }

        String onKey() {
            return onKey.toString();
        }

        String sql() {
            return arrays + names.toString();
        }

        List<Object> parameters() {
            return parameters;
        }
    }
}
