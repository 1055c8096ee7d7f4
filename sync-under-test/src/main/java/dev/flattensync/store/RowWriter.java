package dev.flattensync.store;

import dev.flattensync.flatten.OutOfStepException;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.flatten.RowChanges.ArrayMove;
import dev.flattensync.flatten.RowChanges.FieldSet;
import dev.flattensync.flatten.RowChanges.FieldUpdate;
import dev.flattensync.flatten.RowChanges.NewRow;
import dev.flattensync.flatten.RowChanges.RowUpdate;
import dev.flattensync.flatten.TakenId;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Applies row changes within the caller's transaction. */
public final class RowWriter {
    /** From so many new rows on, COPY is faster than an INSERT from arrays. */
    private static final int COPY_FROM = 50;

    private final Connection connection;
    private final FlatLayout layout;
    private final FlatSql sql;
    private final UpdateSender updates;
    private final WriteCounter counter;
    private final RowCopy copy;

    /**
     * @param connection with pinned plans, in the transaction that read the rows
     * @param layout the tables
     * @param sql their statements
     * @param updates sends them
     * @param counter is told what is written
     */
    public RowWriter(
            Connection connection, FlatLayout layout, FlatSql sql, UpdateSender updates, WriteCounter counter) {
        this.connection = connection;
        this.layout = layout;
        this.sql = sql;
        this.updates = updates;
        this.counter = counter;
        this.copy = new RowCopy(connection, layout, sql::name, counter);
    }

    /**
     * Applies the changes: arrays that move, addressed as they were; then deletes and updates of rows that were read,
     * children first; then sets of fields; then inserts, parents first. So no row is inserted before its parent, and a
     * foreign key that cascades finds no child left when a parent is deleted: one that moved to another parent has done
     * so by then.
     *
     * @throws MissingRowException if a row whose fields are to be set is not there
     * @throws OutOfStepException if a row to delete or update is not there
     * @throws TakenIdException if a new element that embeds arrays has the id of another
     * @throws SQLException if the database refuses
     */
    public void apply(RowChanges changes) throws SQLException {
        List<FlatTable> parentsFirst =
                layout.tables().stream().filter(changes.tables()::containsKey).toList();
        deleteDocuments(changes.deletedDocuments());
        for (Map.Entry<FlatTable, List<ArrayMove>> moves : changes.moves().entrySet()) {
            move(moves.getKey(), moves.getValue());
        }
        for (FlatTable table : reversed(parentsFirst)) {
            delete(table, changes.in(table).deletes());
            for (Map.Entry<List<Column>, List<RowUpdate>> updates :
                    changes.in(table).updates().entrySet()) {
                update(table, updates.getKey(), updates.getValue());
            }
        }
        for (Map.Entry<FieldSet, List<FieldUpdate>> fields :
                changes.fieldUpdates().entrySet()) {
            setFields(fields.getKey(), fields.getValue());
        }
        for (FlatTable table : parentsFirst) {
            insert(table, changes.in(table).inserts());
        }
    }

    private static List<FlatTable> reversed(List<FlatTable> tables) {
        List<FlatTable> reversed = new ArrayList<>(tables);
        Collections.reverse(reversed);
        return reversed;
    }

    private void deleteDocuments(List<String> documents) throws SQLException {
        if (documents.isEmpty()) {
            return;
        }
        for (FlatTable table : reversed(layout.tables())) {
            int deleted = execute(sql.deleteDocuments(table), parameters -> parameters.texts(documents, id -> id));
            if (table.mapping().parent().isEmpty()) {
                requireAll(documents.size(), deleted, table, "delete", documents.get(0));
            }
        }
    }

    private void move(FlatTable table, List<ArrayMove> arrays) throws SQLException {
        int depth = table.mapping().depth() - 1;
        int moved = execute(
                sql.move(table),
                parameters -> parameters
                        .texts(arrays, ArrayMove::documentId)
                        .positions(arrays, depth, ArrayMove::from)
                        .positions(arrays, depth, ArrayMove::to));
        int rows = arrays.stream().mapToInt(ArrayMove::rows).sum();
        requireAll(rows, moved, table, "update", arrays.get(0).toString());
    }

    private void delete(FlatTable table, List<String> tuples) throws SQLException {
        if (!tuples.isEmpty()) {
            int deleted = execute(sql.delete(table), parameters -> parameters.texts(tuples, tuple -> tuple));
            requireAll(tuples.size(), deleted, table, "delete", tuples.get(0));
        }
    }

    private void update(FlatTable table, List<Column> columns, List<RowUpdate> rows) throws SQLException {
        int id = columns.indexOf(table.columns().get(0));
        if (id >= 0) {
            requireFree(table, rows, RowUpdate::documentId, row ->
                    (String) row.values().get(id));
        }
        int updated = execute(
                sql.update(table, columns),
                parameters ->
                        parameters.texts(rows, RowUpdate::tuple).columns(rows, columns.size(), RowUpdate::values));
        requireAll(rows.size(), updated, table, "update", rows.get(0).tuple());
    }

    private void setFields(FieldSet fields, List<FieldUpdate> rows) throws SQLException {
        int updated = rows.size() == 1 ? setFieldsOfOne(fields, rows.get(0)) : setFieldsOfMany(fields, rows);
        if (updated != rows.size()) {
            FieldUpdate first = rows.get(0);
            String where = "document \"" + first.documentId() + "\" path \""
                    + first.address().path() + "\"";
            throw new MissingRowException(outOfStep(rows.size(), updated, fields.table(), "update", where), rows);
        }
    }

    private int setFieldsOfMany(FieldSet fields, List<FieldUpdate> rows) throws SQLException {
        int depth = fields.table().mapping().depth();
        return execute(
                sql.setFields(fields),
                parameters -> parameters
                        .texts(rows, FieldUpdate::documentId)
                        .positions(rows, depth, row -> row.address().positions())
                        .columns(rows, fields.fields().size(), FieldUpdate::values));
    }

    private int setFieldsOfOne(FieldSet fields, FieldUpdate row) throws SQLException {
        return execute(sql.setFieldsOfOne(fields), parameters -> {
            parameters.text(row.documentId());
            for (int position : row.address().positions()) {
                parameters.position(position);
            }
            for (Object value : row.values()) {
                parameters.text(value);
            }
        });
    }

    private void insert(FlatTable table, List<NewRow> rows) throws SQLException {
        if (!rows.isEmpty()) {
            requireFree(table, rows, NewRow::documentId, row ->
                    (String) row.values().get(0));
            if (rows.size() < COPY_FROM) {
                execute(
                        sql.insert(table),
                        parameters -> parameters.columns(rows, table.columns().size(), NewRow::values));
            } else {
                updates.flush();
                copy.send(table, rows, NewRow::values);
            }
        }
    }

    /**
     * Children link to an element by its id: a second one of that id in the document would mix them up, and where they
     * hold nothing else of where they belong, a second one in the table.
     */
    private <T> void requireFree(
            FlatTable table, List<T> rows, Function<T, String> documentOf, Function<T, String> idOf)
            throws SQLException {
        if (table.mapping().parent().isEmpty() || table.mapping().arrays().isEmpty()) {
            return;
        }
        boolean inDocument = !table.hasUniqueIds();
        Map<String, Set<TakenId>> taken = new LinkedHashMap<>();
        Consumer<T> note = row -> taken.computeIfAbsent(documentOf.apply(row), id -> new LinkedHashSet<>())
                .add(new TakenId(table.mapping(), idOf.apply(row)));
        Set<List<String>> fresh = new HashSet<>();
        for (T row : rows) {
            if (!fresh.add(List.of(inDocument ? documentOf.apply(row) : "", idOf.apply(row)))) {
                note.accept(row);
            }
        }
        updates.flush();
        try (PreparedStatement query = connection.prepareStatement(sql.sameId(table))) {
            StatementParameters parameters = new StatementParameters(connection, query);
            if (inDocument) {
                parameters.texts(rows, documentOf::apply);
            }
            parameters.texts(rows, idOf::apply);
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    note.accept(rows.get(found.getInt(1) - 1));
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new TakenIdException(taken);
        }
    }

    private int execute(String statement, Binding binding) throws SQLException {
        int rows = updates.send(statement, (prepared, before) -> {
            StatementParameters parameters = new StatementParameters(connection, prepared, before, counter);
            binding.bind(parameters);
            return parameters.count();
        });
        counter.addRows(rows);
        return rows;
    }

    private static void requireAll(int expected, int found, FlatTable table, String verb, String first) {
        if (expected != found) {
            throw new OutOfStepException(outOfStep(expected, found, table, verb, first));
        }
    }

    private static String outOfStep(int expected, int found, FlatTable table, String verb, String first) {
        return "expected %d rows of table \"%s\" to %s, the first at %s, found %d; the rows were changed behind the sync's back: take a new snapshot"
                .formatted(expected, table, verb, first, found);
    }

    /** Binds the parameters of one execution. */
    @FunctionalInterface
    private interface Binding {
        void bind(StatementParameters parameters) throws SQLException;
    }
}
