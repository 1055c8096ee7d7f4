package dev.flattensync.change;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Documents as they were when they were looked up.
 *
 * @param documents by {@code _id}; one that does not exist is absent
 * @param asOf a cluster time such that no change after it is in any of the documents
 */
public record CurrentDocuments(Map<BsonValue, BsonDocument> documents, BsonTimestamp asOf) {

    /** Copies the map. */
    public CurrentDocuments {
        documents = Map.copyOf(documents);
    }
}
