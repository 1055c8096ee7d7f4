package dev.flattensync.stress.primary;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonDocument;

/**
 * What a change stream is opened for.
 *
 * @param database the database
 * @param collection the collection in it; empty for all of them
 * @param filter which events are delivered: the stream's pipeline
 * @param fullDocument whether updates carry the document
 * @param expandedEvents whether events of the creation of collections are delivered
 * @param after the place before the first event; empty for the end of the stream
 */
public record Watch(
        String database,
        Optional<MongoNamespace> collection,
        Predicate<ChangeStreamDocument<BsonDocument>> filter,
        FullDocument fullDocument,
        boolean expandedEvents,
        Optional<StreamPosition> after) {

    /** All of a collection's changes from now on. */
    public static Watch collection(MongoNamespace namespace) {
        return new Watch(
                namespace.getDatabaseName(),
                Optional.of(namespace),
                event -> true,
                FullDocument.DEFAULT,
                false,
                Optional.empty());
    }

    /** All changes in a database from now on. */
    public static Watch database(String database) {
        return new Watch(database, Optional.empty(), event -> true, FullDocument.DEFAULT, false, Optional.empty());
    }

    /** The same, but only some events. */
    public Watch only(Predicate<ChangeStreamDocument<BsonDocument>> delivered) {
        return new Watch(database, collection, delivered, fullDocument, expandedEvents, after);
    }

    /** The same, with documents in updates. */
    public Watch with(FullDocument mode) {
        return new Watch(database, collection, filter, mode, expandedEvents, after);
    }

    /** The same, with the events of the creation of collections. */
    public Watch expanded() {
        return new Watch(database, collection, filter, fullDocument, true, after);
    }

    /**
     * The same, from right after a place, which may be that of an invalidation.
     *
     * @throws com.mongodb.MongoCommandException if the token is none
     */
    public Watch startAfter(StreamPosition place) {
        return new Watch(database, collection, filter, fullDocument, expandedEvents, Optional.of(place));
    }

    /**
     * The same, from right after a place.
     *
     * @throws com.mongodb.MongoCommandException code 260 if it is that of an invalidation
     */
    public Watch resumeAfter(StreamPosition place) {
        if (Oplog.isInvalidation(place.resumeToken())) {
            throw ServerError.INVALID_RESUME_TOKEN.exception(
                    "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.");
        }
        return startAfter(place);
    }

    /** Whether the stream is about an event, be it delivered or not. */
    boolean covers(ChangeStreamDocument<BsonDocument> event) {
        if (event.getOperationTypeString().equals(Publisher.CREATE) && !expandedEvents) {
            return false;
        }
        if (collection.isEmpty()) {
            return event.getDatabaseName().equals(database)
                    || event.getDestinationNamespace() != null
                            && event.getDestinationNamespace().getDatabaseName().equals(database);
        }
        return collection.get().equals(event.getNamespace())
                || collection.get().equals(event.getDestinationNamespace());
    }

    /** Whether an event that the stream is about ends it. */
    boolean isEndedBy(ChangeStreamDocument<BsonDocument> event) {
        return switch (event.getOperationType()) {
            case DROP, RENAME -> collection.isPresent();
            case DROP_DATABASE -> collection.isEmpty();
            default -> false;
        };
    }
}
