package dev.flattensync.stress.primary.update;

import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.Optional;
import org.bson.BsonDocument;

/** What an update did to a document. */
public sealed interface Change {

    /** The document afterwards. */
    BsonDocument document();

    /** Nothing: there is no event. */
    record None(BsonDocument document) implements Change {}

    /** Parts of the document changed: an update event. */
    record Updated(BsonDocument document, UpdateDescription description) implements Change {}

    /** The document is another one: a replace event. */
    record Replaced(BsonDocument document) implements Change {}

    /** How an update event describes the change; empty if there is no such event. */
    default Optional<UpdateDescription> updateDescription() {
        return this instanceof Updated updated ? Optional.of(updated.description()) : Optional.empty();
    }
}
