package dev.flattensync.stress.workload;

import dev.flattensync.mapping.ElementMapping;
import org.bson.BsonDocument;

/** Makes new elements, with ids that no other element has. Seeded: the same calls give the same elements. */
public interface ElementSource {

    /**
     * A new element, or a new document for the root of the mapping.
     *
     * @param mapping what kind of element
     * @param fullness how much it embeds, from 0 (nothing) to 1 (as much as others of its kind)
     */
    BsonDocument next(ElementMapping mapping, double fullness);
}
