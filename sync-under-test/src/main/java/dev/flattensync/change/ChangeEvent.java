package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** One entry of a change stream that the sync can go past: what happened, and where in the stream. */
public sealed interface ChangeEvent {
    /** What servers tell, with {@code showExpandedEvents}, that leaves the documents as they are. */
    Set<String> ABOUT_NO_DOCUMENT = Set.of(
            "create",
            "createIndexes",
            "dropIndexes",
            "modify",
            "shardCollection",
            "reshardCollection",
            "refineCollectionShardKey",
            "endOfTransaction");

    /** Where in the stream the event stands. */
    StreamPosition position();

    /** Something that leaves all documents as they are. */
    record Nothing(StreamPosition position) implements ChangeEvent {}

    /** Something happened to a document. */
    sealed interface OfDocument extends ChangeEvent {
        /** The {@code _id} of the document. */
        BsonValue documentId();
    }

    /** A document was inserted. */
    record Insert(BsonValue documentId, StreamPosition position, BsonDocument document) implements OfDocument {}

    /** A document was replaced as a whole; its {@code _id} stays. */
    record Replace(BsonValue documentId, StreamPosition position, BsonDocument document) implements OfDocument {}

    /** Parts of a document were changed. */
    record Update(BsonValue documentId, StreamPosition position, UpdateDescription description) implements OfDocument {}

    /**
     * A document was changed, and the event does not tell how. What it may carry is the document as somebody looked it
     * up, which may be newer than the event, or be gone.
     */
    record Touch(BsonValue documentId, StreamPosition position) implements OfDocument {}

    /** A document was deleted. */
    record Delete(BsonValue documentId, StreamPosition position) implements OfDocument {}

    /**
     * Reads an event as the driver delivers it.
     *
     * @throws UnsupportedChangeException if the sync can't go past it: the collection is dropped or renamed, the type
     *     is unknown, or a part that its type needs is missing
     */
    static ChangeEvent of(ChangeStreamDocument<BsonDocument> event) {
        StreamPosition position = new StreamPosition(
                required(event, "clusterTime", event.getClusterTime()), required(event, "_id", event.getResumeToken()));
        return switch (required(event, "operationType", event.getOperationType())) {
            case INSERT -> new Insert(id(event), position, required(event, "fullDocument", event.getFullDocument()));
            case REPLACE -> new Replace(id(event), position, required(event, "fullDocument", event.getFullDocument()));
            case UPDATE ->
                event.getUpdateDescription() == null
                        ? new Touch(id(event), position)
                        : new Update(id(event), position, event.getUpdateDescription());
            case DELETE -> new Delete(id(event), position);
            default -> {
                if (ABOUT_NO_DOCUMENT.contains(event.getOperationTypeString())) {
                    yield new Nothing(position);
                }
                throw new UnsupportedChangeException(
                        "expected an event of type %s, found \"%s\" at %s; the tables stay as they were before it: take a new snapshot to go on"
                                .formatted(
                                        List.of("insert", "update", "replace", "delete"),
                                        event.getOperationTypeString(),
                                        show(event.getClusterTime())));
            }
        };
    }

    private static BsonValue id(ChangeStreamDocument<BsonDocument> event) {
        return required(
                event,
                "documentKey._id",
                required(event, "documentKey", event.getDocumentKey()).get("_id"));
    }

    private static <T> T required(ChangeStreamDocument<BsonDocument> event, String part, T value) {
        if (value == null) {
            throw new UnsupportedChangeException(
                    "expected \"%s\" in the event of type \"%s\" at %s, found none; is this a change stream of MongoDB 4.0 or newer?"
                            .formatted(part, event.getOperationTypeString(), show(event.getClusterTime())));
        }
        return value;
    }

    private static String show(BsonTimestamp time) {
        return time == null ? "an unknown time" : time.getTime() + ":" + time.getInc();
    }
}
