package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.Map;

/**
 * An id that an element of a document must not have, since another one has it whose children are linked by it.
 *
 * @param element the kind of element
 * @param id its canonical id
 */
public record TakenId(ElementMapping element, String id) {

    /** What is wrong with it. */
    public UnfitValueException violation() {
        return ParentIds.duplicate(element, id);
    }

    /** The document without the elements of that id and all that they embed. */
    public FlatElement removedFrom(FlatElement document) {
        FlatElement without = document;
        for (ElementMapping array : document.mapping().arrays()) {
            for (Map.Entry<Integer, FlatElement> child : document.array(array).entrySet()) {
                boolean taken = array == element && child.getValue().id().equals(id);
                FlatElement kept = taken ? null : removedFrom(child.getValue());
                if (kept != child.getValue()) {
                    without = without.withElement(array, child.getKey(), kept);
                }
            }
        }
        return without;
    }
}
