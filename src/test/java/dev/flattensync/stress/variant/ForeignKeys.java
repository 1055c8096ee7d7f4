package dev.flattensync.stress.variant;

import dev.flattensync.schema.Column;
import dev.flattensync.schema.ColumnSource;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.Index;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Foreign keys for flat tables: each row refers to its parent's row by all ids of ancestors that both hold.
 *
 * <p>They are checked at the end of a transaction, for within one the sync writes rows in an order of its own. With
 * each comes what a careful administrator adds: a unique index on what is referred to, and an index that finds the rows
 * that refer, where the schema has none.
 */
final class ForeignKeys {
    private final FlatLayout layout;
    private final FlatSql sql;
    private final boolean cascade;

    /** @param cascade whether a row takes those that refer to it along when it is deleted */
    ForeignKeys(FlatLayout layout, FlatSql sql, boolean cascade) {
        this.layout = layout;
        this.sql = sql;
        this.cascade = cascade;
    }

    /** The statements that make them, for tables with the schema's own indexes. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (FlatTable table : layout.tables()) {
            table.mapping().parent().map(layout::table).ifPresent(parent -> add(statements, table, parent));
        }
        return statements;
    }

    private void add(List<String> statements, FlatTable table, FlatTable parent) {
        List<String> referring = new ArrayList<>();
        List<String> referred = new ArrayList<>();
        for (int depth = 0; depth <= parent.mapping().depth(); depth++) {
            ColumnSource id = new ColumnSource.Id(depth);
            if (table.column(id).isPresent() && parent.column(id).isPresent()) {
                referring.add(table.column(id).map(Column::name).orElseThrow());
                referred.add(parent.column(id).map(Column::name).orElseThrow());
            }
        }
        if (!isUnique(parent, referred)) {
            statements.add("create unique index on " + sql.name(parent) + columns(referred));
        }
        if (!isIndexed(table, referring)) {
            statements.add("create index on " + sql.name(table) + columns(referring));
        }
        statements.add("alter table " + sql.name(table) + " add foreign key" + columns(referring) + " references "
                + sql.name(parent) + columns(referred) + (cascade ? " on delete cascade" : "")
                + " deferrable initially deferred");
    }

    private static boolean isUnique(FlatTable table, List<String> columns) {
        return table.indexes().contains(new Index(columns, true));
    }

    /** Whether an index begins with the columns, in any order. */
    private static boolean isIndexed(FlatTable table, List<String> columns) {
        return table.indexes().stream()
                .map(Index::columns)
                .anyMatch(indexed ->
                        indexed.size() >= columns.size() && columns.containsAll(indexed.subList(0, columns.size())));
    }

    private static String columns(List<String> names) {
        StringJoiner columns = new StringJoiner(", ", " (", ")");
        names.forEach(name -> columns.add(Identifiers.quoted(name)));
        return columns.toString();
    }
}
