package dev.flattensync.schema;

import dev.flattensync.mapping.ElementMapping;
import java.util.List;
import java.util.Optional;

/** The table of one kind of element in one flat schema. Compared by identity: a {@link FlatLayout} makes each once. */
public final class FlatTable {
    private final ElementMapping mapping;
    private final List<Column> columns;
    private final List<Index> indexes;

    FlatTable(ElementMapping mapping, List<Column> columns, List<Index> indexes) {
        this.mapping = mapping;
        this.columns = List.copyOf(columns);
        this.indexes = List.copyOf(indexes);
    }

    /** The element that a row stands for. */
    public ElementMapping mapping() {
        return mapping;
    }

    /** The columns in the order of the table: its id, its fields, its links. */
    public List<Column> columns() {
        return columns;
    }

    /** What rows are found by. */
    public List<Index> indexes() {
        return indexes;
    }

    /** Whether no two rows of the whole table may share an id; else no two of a document that embed arrays. */
    public boolean hasUniqueIds() {
        return indexes.contains(FlatSchema.uniqueId());
    }

    /** The table's name, unquoted. */
    public String name() {
        return mapping.table();
    }

    /** The column that holds that value, if the schema keeps it. */
    public Optional<Column> column(ColumnSource source) {
        return columns.stream().filter(column -> column.source().equals(source)).findFirst();
    }

    /** The column of a mapped field, by its index in the mapping. */
    public Column field(int index) {
        return column(new ColumnSource.Field(index)).orElseThrow();
    }

    @Override
    public String toString() {
        return name();
    }
}
