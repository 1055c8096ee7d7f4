package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** About how many bytes of BSON an event takes, without encoding it. */
final class EventSize {
    /** Token, key, names and types around the payload, roughly. */
    private static final long ENVELOPE_BYTES = 200;

    private static final long FIELD_BYTES = 8;

    private EventSize() {}

    static long of(ChangeStreamDocument<BsonDocument> event) {
        long bytes = ENVELOPE_BYTES + of(event.getFullDocument());
        UpdateDescription update = event.getUpdateDescription();
        return update == null ? bytes : bytes + of(update.getUpdatedFields());
    }

    private static long of(BsonValue value) {
        if (value == null) {
            return 0;
        }
        return switch (value.getBsonType()) {
            case DOCUMENT -> ofDocument(value.asDocument());
            case ARRAY -> ofArray(value.asArray());
            case STRING -> FIELD_BYTES + value.asString().getValue().length();
            case BINARY -> FIELD_BYTES + value.asBinary().getData().length;
            default -> FIELD_BYTES;
        };
    }

    private static long ofArray(BsonArray array) {
        long bytes = 0;
        for (int i = 0; i < array.size(); i++) {
            bytes += FIELD_BYTES + of(array.get(i));
        }
        return bytes;
    }

    private static long ofDocument(BsonDocument document) {
        long bytes = 0;
        for (Map.Entry<String, BsonValue> field : document.entrySet()) {
            bytes += FIELD_BYTES + field.getKey().length() + of(field.getValue());
        }
        return bytes;
    }
}
