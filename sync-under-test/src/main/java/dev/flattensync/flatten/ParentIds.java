package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Elements that embed arrays need an id of their own within their document: their children link to them by it, and
 * would otherwise be mixed up. MongoDB does not see to it. This sees what is known of a document; new rows are checked
 * against those that were not read when they are written.
 */
final class ParentIds {
    private final Map<ElementMapping, Set<String>> seen = new HashMap<>();

    private ParentIds() {}

    /**
     * Checks a document.
     *
     * @throws UnfitValueException if two elements of one kind that embed arrays share an id
     */
    static void requireUnique(FlatElement document) {
        new ParentIds().check(document);
    }

    private void check(FlatElement element) {
        for (ElementMapping array : element.mapping().arrays()) {
            if (!array.arrays().isEmpty()) {
                element.array(array).forEach((position, child) -> check(array, position, child));
            }
        }
    }

    private void check(ElementMapping array, int position, FlatElement child) {
        try {
            if (!seen.computeIfAbsent(array, a -> new HashSet<>()).add(child.id())) {
                throw new UnfitValueException(
                                "an _id that no other " + array + " of the document has",
                                "a second '" + child.id() + "'")
                        .below("_id");
            }
            check(child);
        } catch (UnfitValueException e) {
            throw e.below(String.join(".", array.arrayPath()) + "." + position);
        }
    }
}
