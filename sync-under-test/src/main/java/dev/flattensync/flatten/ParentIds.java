package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import dev.flattensync.mapping.ViolationKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Elements that embed arrays need an id of their own within their document: their children link to them by it, and
 * would otherwise be mixed up. MongoDB does not see to it. This sees what is known of a document; new rows are checked
 * against those that were not read when they are written.
 */
final class ParentIds {
    private final Map<ElementMapping, Set<String>> seen = new HashMap<>();
    private final Misfits misfits;

    private ParentIds(Misfits misfits) {
        this.misfits = misfits;
    }

    /**
     * The document without elements that embed arrays and share an id with one before them.
     *
     * @throws UnfitValueException if there are such and they are refused
     */
    static FlatElement unique(FlatElement document, Misfits misfits) {
        return new ParentIds(misfits).unique(document, List.of());
    }

    /** The error for an element that has the id of another one. */
    static UnfitValueException duplicate(ElementMapping element, String id) {
        return new UnfitValueException(
                        ViolationKind.DUPLICATE_ID,
                        "an _id that no other " + element + " of the document has",
                        "a second \"" + id + "\"")
                .below("_id");
    }

    private FlatElement unique(FlatElement element, List<String> path) {
        FlatElement unique = element;
        for (ElementMapping array : element.mapping().arrays()) {
            if (!array.arrays().isEmpty()) {
                for (Map.Entry<Integer, FlatElement> child :
                        element.array(array).entrySet()) {
                    unique = unique(unique, array, child.getKey(), child.getValue(), path);
                }
            }
        }
        return unique;
    }

    private FlatElement unique(
            FlatElement parent, ElementMapping array, int position, FlatElement child, List<String> path) {
        List<String> childPath = new ArrayList<>(path);
        childPath.addAll(array.arrayPath());
        childPath.add(String.valueOf(position));
        if (!seen.computeIfAbsent(array, a -> new HashSet<>()).add(child.id())) {
            misfits.add(duplicate(array, child.id()), String.join(".", childPath));
            return parent.withElement(array, position, null);
        }
        FlatElement unique = unique(child, childPath);
        return unique == child ? parent : parent.withElement(array, position, unique);
    }
}
