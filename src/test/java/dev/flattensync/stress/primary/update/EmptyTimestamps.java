package dev.flattensync.stress.primary.update;

import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Empty timestamps in a document that is written as a whole: a server puts the time there. It does so in the document's
 * own fields, but for the {@code _id}.
 */
public final class EmptyTimestamps {
    private static final BsonTimestamp EMPTY = new BsonTimestamp(0);

    private EmptyTimestamps() {}

    /** The document with the time in place of empty timestamps; the same one if there are none. */
    public static BsonDocument filled(BsonDocument document, BsonTimestamp time) {
        if (!document.containsValue(EMPTY)) {
            return document;
        }
        BsonDocument filled = new BsonDocument();
        for (Map.Entry<String, BsonValue> field : document.entrySet()) {
            boolean empty = field.getValue().equals(EMPTY) && !field.getKey().equals("_id");
            filled.put(field.getKey(), empty ? time : field.getValue());
        }
        return filled;
    }
}
