package dev.flattensync.store;

import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.mapping.ElementMapping;
import java.util.List;

/** Arrays whose rows need not be read, because it is known what they hold. */
@FunctionalInterface
public interface KnownArrays {
    /** Nothing is known. */
    KnownArrays NONE = (documentId, array, positions, ids) -> null;

    /**
     * The elements that an array has in the tables.
     *
     * @param documentId the document's canonical id
     * @param array an array whose elements embed nothing
     * @param positions where the element sits that embeds it
     * @param ids the ids of the elements on those positions, outermost first
     * @return the array, its elements not from rows; null if they must be read
     */
    EmbeddedArray stored(String documentId, ElementMapping array, List<Integer> positions, List<String> ids);
}
