package dev.flattensync.stress.verify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Finds the paths at which two states of a document differ. How deep they go is drawn for each difference, such that
 * each way that a server may choose is likely: the deepest paths only, all arrays of one level as a whole, or another
 * choice for each value.
 */
final class PathDifference {
    private static final int DEEPEST_ARRAY = 4;

    private final RandomGenerator random;
    private final UpdateDraft draft = new UpdateDraft();
    private final List<EventForm> forms = new ArrayList<>();
    private final boolean mixed;
    /** Arrays of this level are given as a whole; 0 for none. */
    private final int wholeLevel;

    private PathDifference(RandomGenerator random) {
        this.random = random;
        this.mixed = random.nextInt(3) == 0;
        this.wholeLevel = random.nextInt(DEEPEST_ARRAY + 1);
    }

    /** The difference of two documents. */
    static PathDifference of(MappedPlace root, BsonDocument before, BsonDocument after, RandomGenerator random) {
        PathDifference difference = new PathDifference(random);
        difference.document(List.of(), root, before, after);
        return difference;
    }

    /** The paths. */
    UpdateDraft draft() {
        return draft;
    }

    /** The forms that the paths have. */
    List<EventForm> forms() {
        return forms;
    }

    private void document(List<Object> path, MappedPlace place, BsonDocument before, BsonDocument after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            List<Object> longer = below(path, name);
            MappedPlace there = place.below(name);
            if (!after.containsKey(name)) {
                draft.remove(longer);
                forms.add(removed(there));
            } else if (!after.get(name).equals(before.get(name))) {
                value(longer, there, before.get(name), after.get(name));
            }
        }
    }

    private void value(List<Object> path, MappedPlace place, BsonValue before, BsonValue after) {
        if (before instanceof BsonDocument from && after instanceof BsonDocument to && !whole()) {
            if (place.isJson() || place.isId()) {
                forms.add(place.isJson() ? EventForm.INSIDE_JSON : EventForm.INSIDE_ID);
            }
            document(path, place, from, to);
        } else if (before instanceof BsonArray from && after instanceof BsonArray to && !whole(path)) {
            if (place.isJson() || place.isId()) {
                forms.add(place.isJson() ? EventForm.INSIDE_JSON : EventForm.INSIDE_ID);
            }
            array(path, place, from, to);
        } else {
            draft.set(path, after);
            forms.add(set(path, place, before, after));
        }
    }

    private void array(List<Object> path, MappedPlace place, BsonArray before, BsonArray after) {
        boolean changed = false;
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            if (!before.get(i).equals(after.get(i))) {
                value(below(path, i), place.elements(), before.get(i), after.get(i));
                changed = true;
            }
        }
        if (after.size() < before.size()) {
            draft.truncate(path, after.size());
            if (place.array().isPresent()) {
                forms.add(
                        after.isEmpty()
                                ? EventForm.TRUNCATION_TO_EMPTY
                                : changed ? EventForm.TRUNCATION_AND_POSITIONS : EventForm.TRUNCATION);
            }
        }
        extend(path, place, before.size(), after);
    }

    /**
     * New elements; nulls in front of one are what setting it past the end leaves behind, and may go without saying.
     */
    private void extend(List<Object> path, MappedPlace place, int size, BsonArray after) {
        boolean sayNulls = random.nextInt(4) == 0;
        boolean skipped = false;
        for (int i = size; i < after.size(); i++) {
            boolean padding = after.get(i).isNull() && i < after.size() - 1;
            if (padding && !sayNulls) {
                skipped = true;
            } else {
                draft.set(below(path, i), after.get(i));
                if (place.array().isPresent()) {
                    forms.add(skipped ? EventForm.ELEMENT_PAST_THE_END : EventForm.ELEMENT_PUSHED);
                }
            }
        }
    }

    /** Whether a document is to be given as a whole. */
    private boolean whole() {
        return mixed && random.nextInt(3) == 0;
    }

    /** Whether the array at a path is to be given as a whole. */
    private boolean whole(List<Object> path) {
        long level = 1 + path.stream().filter(Integer.class::isInstance).count();
        return mixed ? random.nextBoolean() : level == wholeLevel;
    }

    private static EventForm set(List<Object> path, MappedPlace place, BsonValue before, BsonValue after) {
        if (place.isUnmapped()) {
            return EventForm.UNMAPPED;
        }
        if (place.array().isPresent()) {
            boolean outer = path.stream().noneMatch(Integer.class::isInstance);
            return outer ? EventForm.OUTER_ARRAY_SET : EventForm.INNER_ARRAY_SET;
        }
        if (place.isElement()) {
            return after.isNull()
                    ? EventForm.ELEMENT_TO_NULL
                    : before.isNull() ? EventForm.HOLE_FILLED : EventForm.ELEMENT_OVERWRITTEN;
        }
        if (place.isId()) {
            return EventForm.ELEMENT_ID_SET;
        }
        return place.isField() ? EventForm.FIELD_SET : EventForm.EMBEDDED_DOCUMENT_SET;
    }

    private static EventForm removed(MappedPlace place) {
        if (place.isUnmapped()) {
            return EventForm.UNMAPPED;
        }
        if (place.array().isPresent()) {
            return EventForm.ARRAY_REMOVED;
        }
        if (place.isId()) {
            return EventForm.ELEMENT_ID_REMOVED;
        }
        return place.isField() ? EventForm.FIELD_REMOVED : EventForm.EMBEDDED_DOCUMENT_REMOVED;
    }

    private static List<Object> below(List<Object> path, Object part) {
        return Stream.concat(path.stream(), Stream.of(part)).toList();
    }
}
