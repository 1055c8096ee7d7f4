package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** {@code $currentDate}: always an update, even if the clock shows the same time. */
record CurrentDate(boolean timestamp) implements Modifier {

    /** @param operand a boolean, or a document of {@code $type} */
    static CurrentDate of(BsonValue operand) {
        if (operand.isBoolean()) {
            return new CurrentDate(false);
        }
        BsonValue type = operand.isDocument() && operand.asDocument().size() == 1
                ? operand.asDocument().get("$type")
                : null;
        boolean timestamp = new BsonString("timestamp").equals(type);
        if (!timestamp && !new BsonString("date").equals(type)) {
            throw ServerError.badValue("The '$type' string field is required to be 'date' or 'timestamp': "
                    + new BsonDocument("$currentDate", operand));
        }
        return new CurrentDate(timestamp);
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        return create(scope);
    }

    @Override
    public Result create(Scope scope) {
        return new Assigned(
                timestamp ? scope.context().clusterTime() : scope.context().now());
    }
}
