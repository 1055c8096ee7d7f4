package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.primary.value.SortPattern;
import dev.flattensync.stress.primary.value.WholeNumbers;
import dev.flattensync.stress.workload.DocumentPaths;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * {@code $push}. Only elements put behind the last one of an array that has some are recorded as elements: no position,
 * or one greater than the length, no sorting and nothing trimmed. Else the array is recorded.
 *
 * @param values the new elements
 * @param position where the first of them goes; counted from the end if negative
 * @param sort the order of all elements
 * @param slice how many elements stay: of the first, or of the last if negative
 */
record Push(List<BsonValue> values, OptionalLong position, Optional<Comparator<BsonValue>> sort, OptionalLong slice)
        implements Modifier {
    private static final Set<String> CLAUSES = Set.of("$each", "$position", "$sort", "$slice");

    /** Reads an element, or a document of {@code $each} and how. */
    static Push of(BsonValue operand) {
        if (!operand.isDocument() || !operand.asDocument().containsKey("$each")) {
            return new Push(List.of(operand), OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
        }
        BsonDocument clauses = operand.asDocument();
        if (!CLAUSES.containsAll(clauses.keySet()) || !clauses.isArray("$each")) {
            throw ServerError.badValue("Unrecognized clause in $push: " + clauses.keySet());
        }
        return new Push(
                clauses.getArray("$each"),
                number(clauses, "$position"),
                Optional.ofNullable(clauses.get("$sort")).map(SortPattern::of),
                number(clauses, "$slice"));
    }

    /** An element at a position, or at the end. */
    static Push of(BsonValue element, OptionalLong position) {
        return new Push(List.of(element), position, Optional.empty(), OptionalLong.empty());
    }

    private static OptionalLong number(BsonDocument clauses, String name) {
        return clauses.containsKey(name)
                ? OptionalLong.of(WholeNumbers.of(clauses.get(name), name, ServerError.BAD_VALUE))
                : OptionalLong.empty();
    }

    @Override
    public Result apply(BsonValue value, Scope scope) {
        if (!value.isArray()) {
            throw ServerError.badValue("The field must be an array but is of type " + value.getBsonType());
        }
        BsonArray before = value.asArray();
        BsonArray after = DocumentPaths.copy(before);
        boolean atEnd = position.isEmpty() || position.getAsLong() > before.size();
        after.addAll(atEnd ? before.size() : index(before.size()), values);
        sort.ifPresent(after::sort);
        boolean trimmed = trim(after);
        if (values.isEmpty() && sort.isEmpty() && !trimmed) {
            return Result.NOTHING;
        }
        boolean append = !before.isEmpty() && atEnd && sort.isEmpty() && !trimmed;
        return append ? new Appended(after, values.size()) : new Assigned(after);
    }

    private int index(int size) {
        long index = position.getAsLong();
        return (int) Math.max(0, index < 0 ? size + index : index);
    }

    private boolean trim(BsonArray array) {
        long most = slice.isEmpty() ? Long.MAX_VALUE : Math.abs(slice.getAsLong());
        if (most < 0 || array.size() <= most) {
            return false;
        }
        int surplus = (int) (array.size() - most);
        int from = slice.getAsLong() < 0 ? 0 : array.size() - surplus;
        array.subList(from, from + surplus).clear();
        return true;
    }

    @Override
    public Result create(Scope scope) {
        Result result = apply(new BsonArray(), scope);
        return result instanceof Assigned ? result : new Assigned(new BsonArray());
    }
}
