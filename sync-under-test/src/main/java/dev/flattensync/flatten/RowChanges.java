package dev.flattensync.flatten;

import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a batch writes: at most one change per row. Filled by one thread, then applied once: in each table deletes, then
 * updates, then inserts.
 *
 * <p>Rows that were read are addressed by where they stand ({@code ctid}), so that no order among the updates matters
 * while positions shift.
 */
public final class RowChanges {
    private final Map<FlatTable, TableChanges> tables = new LinkedHashMap<>();
    private final Map<FieldSet, List<FieldUpdate>> fieldUpdates = new LinkedHashMap<>();
    private final List<String> deletedDocuments = new ArrayList<>();
    private final Map<FlatTable, List<ArrayMove>> moves = new LinkedHashMap<>();

    /** The changes to rows of one table that were read, and new rows. */
    public static final class TableChanges {
        private final List<String> deletes = new ArrayList<>();
        private final Map<List<Column>, List<RowUpdate>> updates = new LinkedHashMap<>();
        private final List<NewRow> inserts = new ArrayList<>();

        /** Where the rows stand that go. */
        public List<String> deletes() {
            return deletes;
        }

        /** The rows that change, by the columns that change in them. */
        public Map<List<Column>, List<RowUpdate>> updates() {
            return updates;
        }

        /** New rows. */
        public List<NewRow> inserts() {
            return inserts;
        }
    }

    /**
     * A row that changes.
     *
     * @param documentId the canonical id of the document that it will belong to
     * @param tuple where it stands
     * @param values the new values of the columns that change
     */
    public record RowUpdate(String documentId, String tuple, List<Object> values) {}

    /**
     * A new row.
     *
     * @param documentId the canonical id of its document
     * @param values the values of all columns, in the order of the table
     */
    public record NewRow(String documentId, List<Object> values) {}

    /**
     * Fields of a table that are set together.
     *
     * @param table the table
     * @param fields the fields' indexes in the mapping
     */
    public record FieldSet(FlatTable table, List<Integer> fields) {}

    /**
     * A row whose fields are set without having read it.
     *
     * @param documentId the document's canonical id
     * @param address where in the document the element sits
     * @param values the fields' new values, in the order of the {@link FieldSet}
     */
    public record FieldUpdate(String documentId, ElementAddress address, List<Object> values) {}

    /**
     * An array all whose elements stay as they are, but for the positions of those around them.
     *
     * @param documentId the document's canonical id
     * @param from where the element sits that embeds the array
     * @param to where it will sit
     * @param rows how many elements the array has
     */
    public record ArrayMove(String documentId, List<Integer> from, List<Integer> to, int rows) {}

    /** The changes to a table's rows that were read, and its new rows. */
    public TableChanges in(FlatTable table) {
        return tables.computeIfAbsent(table, t -> new TableChanges());
    }

    /** All tables with changes to rows that were read, or new rows. */
    public Map<FlatTable, TableChanges> tables() {
        return tables;
    }

    /** Rows that are addressed by their place in the document, by the fields that are set in them. */
    public Map<FieldSet, List<FieldUpdate>> fieldUpdates() {
        return fieldUpdates;
    }

    /** The canonical ids of the documents whose rows all go. */
    public List<String> deletedDocuments() {
        return deletedDocuments;
    }

    /** Arrays that move with what embeds them, and were not read, by the table of their elements. */
    public Map<FlatTable, List<ArrayMove>> moves() {
        return moves;
    }

    /** Adds a set of fields of a row that was not read. */
    public void setFields(FlatTable table, String documentId, ElementAddress address, Map<Integer, Object> values) {
        List<Integer> fields = List.copyOf(new TreeMap<>(values).keySet());
        List<Object> ordered = new ArrayList<>(fields.size());
        fields.forEach(field -> ordered.add(values.get(field)));
        fieldUpdates
                .computeIfAbsent(new FieldSet(table, fields), set -> new ArrayList<>())
                .add(new FieldUpdate(documentId, address, ordered));
    }
}
