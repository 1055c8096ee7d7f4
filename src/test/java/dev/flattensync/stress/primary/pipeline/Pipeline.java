package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.pipeline.FieldTree.Fields;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The stages that an update may have: they make of one document another one. */
public final class Pipeline {
    private final List<Stage> stages;

    private Pipeline(List<Stage> stages) {
        this.stages = stages;
    }

    /**
     * Reads the stages.
     *
     * @throws com.mongodb.MongoCommandException if a stage may not be in an update
     */
    public static Pipeline of(List<BsonDocument> stages) {
        return new Pipeline(stages.stream().map(Pipeline::stage).toList());
    }

    /**
     * What the stages make of a document.
     *
     * @param now the value of {@code $$NOW}
     */
    public BsonDocument apply(BsonDocument document, BsonDateTime now) {
        BsonDocument result = document;
        for (Stage stage : stages) {
            result = stage.apply(result, Variables.of(result).with("NOW", now));
        }
        return result;
    }

    private static Stage stage(BsonDocument stage) {
        BsonValue operand = stage.get(stage.getFirstKey());
        return switch (stage.getFirstKey()) {
            case "$set", "$addFields" -> FieldTree.of(operand.asDocument())::computed;
            case "$unset" -> unset(operand);
            case "$project" -> Projection.of(operand.asDocument())::apply;
            case "$replaceRoot" -> replacement(operand.asDocument().get("newRoot"));
            case "$replaceWith" -> replacement(operand);
            default -> throw ServerError.badValue(stage.getFirstKey() + " is not allowed to be used within an update");
        };
    }

    private static Stage unset(BsonValue operand) {
        List<BsonValue> paths = operand.isArray() ? operand.asArray() : List.of(operand);
        BsonDocument flags = new BsonDocument();
        paths.forEach(path -> flags.put(path.asString().getValue(), BsonBoolean.FALSE));
        Fields fields = FieldTree.of(flags);
        return (document, variables) -> fields.excluded(document);
    }

    private static Stage replacement(BsonValue expression) {
        return (document, variables) -> {
            BsonValue root = Expression.evaluate(expression, variables);
            if (root == null || !root.isDocument()) {
                throw ServerError.badValue("'newRoot' expression must evaluate to an object");
            }
            return root.asDocument();
        };
    }

    @FunctionalInterface
    private interface Stage {
        BsonDocument apply(BsonDocument document, Variables variables);
    }
}
