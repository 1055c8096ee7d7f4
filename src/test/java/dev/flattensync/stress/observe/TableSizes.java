package dev.flattensync.stress.observe;

/**
 * The size of some tables, added up; or by how much it grew, negative if it shrank.
 *
 * @param tableBytes bytes of the tables with their TOAST tables and maps ({@code pg_table_size})
 * @param indexBytes bytes of their indexes ({@code pg_indexes_size})
 */
public record TableSizes(long tableBytes, long indexBytes) {

    /** By how much the tables grew since an earlier reading. */
    public TableSizes since(TableSizes start) {
        return new TableSizes(tableBytes - start.tableBytes, indexBytes - start.indexBytes);
    }
}
