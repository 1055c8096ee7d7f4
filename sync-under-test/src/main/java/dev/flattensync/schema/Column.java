package dev.flattensync.schema;

import dev.flattensync.mapping.FieldType;

/**
 * A column of a flat table.
 *
 * @param name its name, unquoted
 * @param type what it holds
 * @param source where its value comes from
 */
public record Column(String name, FieldType type, ColumnSource source) {

    /** The column's value in the row of an element. */
    public Object value(RowChain chain) {
        return source.value(chain);
    }
}
