package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.pipeline.Pipeline;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** An update of one document, by operators, by another document or by a pipeline. */
public sealed interface Update permits ModifierUpdate, Replacement, PipelineUpdate {

    /**
     * Applies the update. Documents are never changed in place: the one afterwards shares with the one before what did
     * not change.
     *
     * @throws com.mongodb.MongoCommandException if a server would refuse the update of this document
     */
    Change apply(BsonDocument before, UpdateContext context);

    /**
     * Reads the update of an update command.
     *
     * @param update a pipeline, a document of operators, or the document to put in the place of the old one
     * @param arrayFilters which elements each {@code $[identifier]} stands for
     * @throws com.mongodb.MongoCommandException if it is none of them
     */
    static Update of(BsonValue update, List<BsonDocument> arrayFilters) {
        if (update.isArray()) {
            return new PipelineUpdate(Pipeline.of(
                    update.asArray().stream().map(BsonValue::asDocument).toList()));
        }
        BsonDocument document = update.asDocument();
        boolean operators = !document.isEmpty() && document.getFirstKey().startsWith("$");
        return operators ? ModifierUpdate.of(document, arrayFilters) : new Replacement(document);
    }

    /** The document with the other one's {@code _id}, in the first place, if it has none. */
    static BsonDocument keepingId(BsonDocument before, BsonDocument document) {
        if (document.containsKey("_id") || !before.containsKey("_id")) {
            return document;
        }
        BsonDocument kept = new BsonDocument("_id", before.get("_id"));
        kept.putAll(document);
        return kept;
    }

    /** Refuses a change of the {@code _id}. */
    static void requireSameId(BsonDocument before, BsonDocument after) {
        if (before.containsKey("_id") && !ValueOrder.equal(before.get("_id"), after.get("_id"))) {
            throw ServerError.IMMUTABLE_FIELD.exception(
                    "After applying the update, the (immutable) field '_id' was found to have been altered to _id: "
                            + after.get("_id"));
        }
    }
}
