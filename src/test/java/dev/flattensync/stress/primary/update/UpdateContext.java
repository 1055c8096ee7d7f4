package dev.flattensync.stress.primary.update;

import java.util.OptionalInt;
import org.bson.BsonDateTime;
import org.bson.BsonTimestamp;

/**
 * What an update depends on besides the document.
 *
 * @param matchedPosition which element the query matched: what the positional operator {@code $} stands for
 * @param now the server's clock
 * @param clusterTime the cluster time of the update
 * @param inserting whether the document is being made, so that {@code $setOnInsert} counts
 */
public record UpdateContext(
        OptionalInt matchedPosition, BsonDateTime now, BsonTimestamp clusterTime, boolean inserting) {

    /** The same, for a document that is being made. */
    public UpdateContext whenInserting() {
        return new UpdateContext(matchedPosition, now, clusterTime, true);
    }
}
