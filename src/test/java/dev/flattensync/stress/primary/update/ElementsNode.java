package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import dev.flattensync.stress.workload.DocumentPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bson.BsonArray;
import org.bson.BsonValue;

/**
 * Updates of an array's elements by filters.
 *
 * @param children by identifier; the empty one stands for all elements
 */
record ElementsNode(SortedMap<String, UpdateNode> children) implements UpdateNode {

    /**
     * If the filters match one element, what changes in it is recorded. If they match several, it is the whole element
     * when one of them changes, and the whole array when several do.
     */
    @Override
    public Outcome apply(BsonValue value, ChangePath path, Recorder recorder, Scope scope) {
        if (value == null || !value.isArray()) {
            blocked(path, scope);
        }
        BsonArray before = value.asArray();
        List<Optional<UpdateNode>> updates = new ArrayList<>(before.size());
        before.forEach(element -> updates.add(update(element, scope)));
        boolean single = updates.stream().filter(Optional::isPresent).count() == 1;

        BsonArray after = before;
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            if (updates.get(i).isEmpty()) {
                continue;
            }
            ChangePath element = ChangePath.element(path, i);
            Outcome outcome =
                    updates.get(i).get().apply(before.get(i), element, single ? recorder : Recorder.NOBODY, scope);
            if (outcome.changed()) {
                after = after == before ? DocumentPaths.copy(before) : after;
                after.set(i, outcome.value());
                changed.add(i);
            }
        }
        if (!single && changed.size() == 1) {
            recorder.updated(ChangePath.element(path, changed.get(0)), after.get(changed.get(0)));
        } else if (!single && changed.size() > 1) {
            recorder.updated(path, after);
        }
        return new Outcome(after, !changed.isEmpty());
    }

    /** All that the filters say of an element. */
    private Optional<UpdateNode> update(BsonValue element, Scope scope) {
        return children.entrySet().stream()
                .filter(child -> scope.arrayFilters().get(child.getKey()).test(element))
                .map(Map.Entry::getValue)
                .reduce(UpdateNode::merged);
    }

    @Override
    public void blocked(ChangePath path, Scope scope) {
        throw ServerError.badValue(
                "The path '%s' must exist in the document, as an array, in order to apply array updates."
                        .formatted(path.dotted()));
    }
}
