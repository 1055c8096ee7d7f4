package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.pipeline.Pipeline;
import dev.flattensync.stress.primary.value.ExactValues;
import org.bson.BsonDocument;

/** An update by aggregation stages: described by what differs, or as a replacement if that is not larger. */
record PipelineUpdate(Pipeline pipeline) implements Update {

    @Override
    public Change apply(BsonDocument before, UpdateContext context) {
        BsonDocument after = Update.keepingId(before, pipeline.apply(before, context.now()));
        if (ExactValues.same(before, after)) {
            return new Change.None(before);
        }
        Update.requireSameId(before, after);
        return DocumentDifference.between(before, after)
                .<Change>map(description -> new Change.Updated(after, description))
                .orElseGet(() -> new Change.Replaced(after));
    }
}
