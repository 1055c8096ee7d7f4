package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.Positions;
import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.workload.DocumentPaths;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Updates of fields, or of elements by their positions.
 *
 * @param children by name or position; {@code $} is the position that the query matched
 */
record FieldsNode(SortedMap<String, UpdateNode> children) implements UpdateNode {
    private static final String MATCHED = "$";
    /** The most nulls that a server puts before an element beyond the end. */
    private static final int MOST_PADDING = 1_500_000;

    @Override
    public Outcome apply(BsonValue value, ChangePath path, Recorder recorder, Scope scope) {
        if (value == null) {
            return create(path, recorder, scope);
        }
        if (value.isDocument()) {
            return applyToFields(value.asDocument(), path, recorder, scope);
        }
        if (value.isArray()) {
            return applyToElements(value.asArray(), path, recorder, scope);
        }
        blocked(path, scope);
        return Outcome.unchanged(value);
    }

    /** What is made is recorded as a whole, under the first part of the path that is new. */
    private Outcome create(ChangePath path, Recorder recorder, Scope scope) {
        BsonDocument created = new BsonDocument();
        children(scope).forEach((name, child) -> {
            Outcome outcome = child.apply(null, ChangePath.field(path, name), Recorder.NOBODY, scope);
            if (outcome.changed()) {
                created.put(name, outcome.value());
            }
        });
        if (created.isEmpty()) {
            return Outcome.unchanged(null);
        }
        recorder.updated(path, created);
        return Outcome.changed(created);
    }

    private Outcome applyToFields(BsonDocument before, ChangePath path, Recorder recorder, Scope scope) {
        BsonDocument after = before;
        for (Map.Entry<String, UpdateNode> child : children(scope).entrySet()) {
            String name = child.getKey();
            Outcome outcome = child.getValue().apply(before.get(name), ChangePath.field(path, name), recorder, scope);
            if (!outcome.changed()) {
                continue;
            }
            if (after == before) {
                after = new BsonDocument();
                after.putAll(before);
            }
            if (outcome.value() == null) {
                after.remove(name);
            } else {
                after.put(name, outcome.value());
            }
        }
        return new Outcome(after, after != before);
    }

    private Outcome applyToElements(BsonArray before, ChangePath path, Recorder recorder, Scope scope) {
        BsonArray after = before;
        for (Map.Entry<String, UpdateNode> child : children(scope).entrySet()) {
            OptionalInt position = Positions.of(child.getKey());
            if (position.isEmpty()) {
                child.getValue().blocked(ChangePath.field(path, child.getKey()), scope);
                continue;
            }
            int at = position.getAsInt();
            BsonValue element = at < before.size() ? before.get(at) : null;
            Outcome outcome = child.getValue().apply(element, ChangePath.element(path, at), recorder, scope);
            if (outcome.changed()) {
                after = after == before ? DocumentPaths.copy(before) : after;
                put(after, at, outcome.value());
            }
        }
        return new Outcome(after, after != before);
    }

    private static void put(BsonArray array, int position, BsonValue value) {
        if (position - array.size() > MOST_PADDING) {
            throw ServerError.badValue("can't backfill more than " + MOST_PADDING + " elements");
        }
        while (array.size() <= position) {
            array.add(BsonNull.VALUE);
        }
        array.set(position, value);
    }

    @Override
    public void blocked(ChangePath path, Scope scope) {
        children.forEach((name, child) -> child.blocked(ChangePath.field(path, name), scope));
    }

    /** The children, where the one of {@code $} has the matched position. */
    private SortedMap<String, UpdateNode> children(Scope scope) {
        if (!children.containsKey(MATCHED)) {
            return children;
        }
        int position = scope.context()
                .matchedPosition()
                .orElseThrow(() ->
                        ServerError.badValue("The positional operator did not find the match needed from the query."));
        SortedMap<String, UpdateNode> resolved = new TreeMap<>(children);
        resolved.merge(String.valueOf(position), resolved.remove(MATCHED), UpdateNode::merged);
        return resolved;
    }
}
