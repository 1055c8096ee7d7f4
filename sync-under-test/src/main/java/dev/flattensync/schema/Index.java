package dev.flattensync.schema;

import java.util.List;

/**
 * An index of a flat table.
 *
 * @param columns the names of its columns, in order
 * @param unique whether two rows may not share them
 */
public record Index(List<String> columns, boolean unique) {

    /** Copies the columns. */
    public Index {
        columns = List.copyOf(columns);
    }
}
