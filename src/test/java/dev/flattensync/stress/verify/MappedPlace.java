package dev.flattensync.stress.verify;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a path has led to, seen by the mapping.
 *
 * @param element the innermost element around it; null outside of what is mapped
 * @param path from there on, through embedded single documents
 */
record MappedPlace(ElementMapping element, List<String> path) {
    private static final MappedPlace UNMAPPED = new MappedPlace(null, List.of());

    static MappedPlace of(ElementMapping element) {
        return new MappedPlace(element, List.of());
    }

    /** The place below a name. */
    MappedPlace below(String name) {
        List<String> longer = Stream.concat(path.stream(), Stream.of(name)).toList();
        boolean mapped = element != null
                && RandomDocuments.mappedPaths(element).stream()
                        .anyMatch(other -> Embedded.isPrefix(longer, other) || Embedded.isPrefix(other, longer));
        return mapped ? new MappedPlace(element, longer) : UNMAPPED;
    }

    /** The place of an element of the array that is here; unmapped if this is no mapped array. */
    MappedPlace elements() {
        return array().map(MappedPlace::of).orElse(UNMAPPED);
    }

    boolean isUnmapped() {
        return element == null;
    }

    /** The mapped array that is here. */
    Optional<ElementMapping> array() {
        return element == null
                ? Optional.empty()
                : element.arrays().stream()
                        .filter(array -> array.arrayPath().equals(path))
                        .findFirst();
    }

    /** Whether this is an element of a mapped array as a whole. */
    boolean isElement() {
        return element != null && path.isEmpty();
    }

    boolean isId() {
        return element != null && path.equals(List.of("_id"));
    }

    /** Whether this is a mapped field, or inside of one. */
    boolean isField() {
        return element != null && element.fields().stream().anyMatch(field -> Embedded.isPrefix(field.path(), path));
    }

    /** Whether this is a mapped field that takes any value. */
    boolean isJson() {
        return element != null
                && element.fields().stream()
                        .anyMatch(field ->
                                field.type() == FieldType.JSONB && field.path().equals(path));
    }
}
