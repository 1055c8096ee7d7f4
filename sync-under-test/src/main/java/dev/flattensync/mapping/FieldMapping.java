package dev.flattensync.mapping;

import java.util.List;

/**
 * One scalar of an element and the column it is kept in.
 *
 * @param path the field's name, or the names from the element down to it where it sits in embedded single documents
 *     ({@code address.city}); a name may itself contain a dot, so the path is a list
 * @param column the column's name
 * @param type what the column holds
 */
public record FieldMapping(List<String> path, String column, FieldType type) {

    /** Copies the path, so that the record is immutable. */
    public FieldMapping {
        path = List.copyOf(path);
    }

    /** The path as MongoDB writes it in an update, for example {@code address.city}. */
    public String dottedPath() {
        return String.join(".", path);
    }
}
