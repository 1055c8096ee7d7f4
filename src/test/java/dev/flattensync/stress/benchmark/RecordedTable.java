package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.Index;
import dev.flattensync.store.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table whose changes are recorded and replayed.
 *
 * @param name its name, unquoted
 * @param columns the names of its columns, unquoted
 * @param types their types in SQL
 * @param key the columns by which an index finds a row, by their numbers, in the index's order
 * @param owner whose rows take those of this table with them that link to them; empty if nothing does
 */
record RecordedTable(String name, List<String> columns, List<String> types, List<Integer> key, Optional<Owner> owner) {

    /**
     * What rows belong to, as far as an index leads to them.
     *
     * @param table the name of the table that holds it
     * @param column the number of the column that holds its id, which leads the index
     */
    record Owner(String table, int column) {}

    /** The tables that a sync writes: those of the layout, a parent's before its children's, and its checkpoint. */
    static List<RecordedTable> of(FlatLayout layout) {
        List<RecordedTable> tables = new ArrayList<>();
        layout.tables().forEach(table -> tables.add(of(layout, table)));
        tables.add(new RecordedTable(
                Checkpoint.TABLE,
                List.of("partition", "cluster_time", "resume_token", "caught_up", "complete_time"),
                List.of("integer", "bigint", "text", "boolean", "bigint"),
                List.of(0),
                Optional.empty()));
        return tables;
    }

    private static RecordedTable of(FlatLayout layout, FlatTable table) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        List<Index> indexes = table.indexes();
        Index finding = indexes.stream().filter(Index::unique).findFirst().orElse(indexes.get(0));
        String leading = indexes.get(indexes.size() - 1).columns().get(0);
        Optional<Owner> owner = table.mapping().chain().stream()
                .limit(table.mapping().depth())
                .filter(ancestor -> leading.equals(ancestor.link() + "_id"))
                .map(ancestor -> new Owner(layout.table(ancestor).name(), columns.indexOf(leading)))
                .findFirst();
        return new RecordedTable(
                table.name(),
                columns,
                table.columns().stream().map(column -> column.type().sqlType()).toList(),
                finding.columns().stream().map(columns::indexOf).toList(),
                owner);
    }
}
