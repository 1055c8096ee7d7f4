package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.bson.BsonArray;

/** What the rows of one document are known to hold without having read them. */
@FunctionalInterface
public interface KnownRows {
    /** Nothing is known. */
    KnownRows NONE = (array, parentId, value, elements) -> null;

    /**
     * An array whose rows hold just what it says: that is found out without making its elements.
     *
     * @param array an array whose elements embed nothing
     * @param parentId the id of the element that embeds it
     * @param value the array as an event tells it
     * @param elements makes its elements, if anybody asks for them
     * @return null if the rows hold something else, or it is not known what
     */
    EmbeddedArray recognised(
            ElementMapping array,
            String parentId,
            BsonArray value,
            Supplier<NavigableMap<Integer, FlatElement>> elements);
}
