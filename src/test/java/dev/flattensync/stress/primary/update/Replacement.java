package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ExactValues;
import org.bson.BsonDocument;

/**
 * Puts another document in the place of the old one, whose {@code _id} stays.
 *
 * @param document with or without an {@code _id}
 */
public record Replacement(BsonDocument document) implements Update {

    /** Without an {@code _id}, even an equal document is written, as the server does. */
    @Override
    public Change apply(BsonDocument before, UpdateContext context) {
        BsonDocument stamped = EmptyTimestamps.filled(document, context.clusterTime());
        if (ExactValues.same(before, stamped)) {
            return new Change.None(before);
        }
        BsonDocument after = Update.keepingId(before, stamped);
        Update.requireSameId(before, after);
        return new Change.Replaced(after);
    }
}
