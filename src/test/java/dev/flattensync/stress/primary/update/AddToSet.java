package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.ValueOrder;
import dev.flattensync.stress.workload.DocumentPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonValue;

/**
 * {@code $addToSet}: the new elements are recorded each, since version 8 of the server, even in an array that was
 * empty.
 *
 * @param values the elements to add, each once
 */
record AddToSet(List<BsonValue> values) implements Modifier {

    /** Reads an element, or a document of {@code $each}. */
    static AddToSet of(BsonValue operand) {
        boolean each = operand.isDocument()
                && !operand.asDocument().isEmpty()
                && operand.asDocument().getFirstKey().equals("$each");
        if (each && !operand.asDocument().isArray("$each")) {
            throw ServerError.TYPE_MISMATCH.exception("The argument to $each in $addToSet must be an array");
        }
        if (each && operand.asDocument().size() > 1) {
            throw ServerError.badValue("Found unexpected fields after $each in $addToSet: " + operand);
        }
        TreeSet<BsonValue> seen = new TreeSet<>(ValueOrder::compare);
        List<BsonValue> values = each ? operand.asDocument().getArray("$each") : List.of(operand);
        return new AddToSet(values.stream().filter(seen::add).toList());
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        if (!value.isArray()) {
            throw ServerError.badValue("Cannot apply $addToSet to non-array field of type " + value.getBsonType());
        }
        TreeSet<BsonValue> present = new TreeSet<>(ValueOrder::compare);
        present.addAll(value.asArray());
        List<BsonValue> added = new ArrayList<>(values);
        added.removeIf(present::contains);
        if (added.isEmpty()) {
            return Result.NOTHING;
        }
        BsonArray after = DocumentPaths.copy(value.asArray());
        after.addAll(added);
        return new Appended(after, added.size());
    }

    @Override
    public Result create(Scope scope) {
        return new Assigned(new BsonArray(values));
    }
}
