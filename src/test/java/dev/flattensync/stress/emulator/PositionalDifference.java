package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What changed between two states of a document, as an update event describes it: one of the forms that servers use,
 * which compare arrays by position. What {@code $set} names is described whole, and so is an array that lost elements
 * elsewhere than at its end, or got some elsewhere.
 */
final class PositionalDifference {
    private final Document updated = new Document();
    private final List<String> removed = new ArrayList<>();
    private final List<Document> truncated = new ArrayList<>();

    private final Set<String> whole;

    private PositionalDifference(Set<String> whole) {
        this.whole = whole;
    }

    /**
     * The value of {@code updateDescription}.
     *
     * @param update the operators that made one of the other
     */
    static Document describe(Document before, Document after, Document update) {
        Set<String> set = update.get("$set") instanceof Document paths ? paths.keySet() : Set.of();
        PositionalDifference difference = new PositionalDifference(set);
        difference.compare("", before, after);
        return new Document("updatedFields", difference.updated)
                .append("removedFields", difference.removed)
                .append("truncatedArrays", difference.truncated);
    }

    private void compare(String prefix, Document before, Document after) {
        before.keySet().stream().filter(key -> !after.containsKey(key)).forEach(key -> removed.add(prefix + key));
        after.forEach((key, value) -> {
            if (before.containsKey(key)) {
                compareValues(prefix + key, before.get(key), value);
            } else {
                updated.put(prefix + key, value);
            }
        });
    }

    private void compareValues(String path, Object before, Object after) {
        if (whole.contains(path)) {
            if (!Objects.equals(before, after)) {
                updated.put(path, after);
            }
        } else if (before instanceof Document from && after instanceof Document to) {
            compare(path + ".", from, to);
        } else if (before instanceof List<?> from && after instanceof List<?> to) {
            compareArrays(path, from, to);
        } else if (!Objects.equals(before, after)) {
            updated.put(path, after);
        }
    }

    private void compareArrays(String path, List<?> before, List<?> after) {
        int common = Math.min(before.size(), after.size());
        boolean sameLength = before.size() == after.size();
        boolean atTheEnd = common > 0 && before.subList(0, common).equals(after.subList(0, common));
        if (sameLength) {
            for (int i = 0; i < common; i++) {
                compareValues(path + "." + i, before.get(i), after.get(i));
            }
        } else if (!atTheEnd) {
            updated.put(path, after);
        } else if (before.size() > after.size()) {
            truncated.add(new Document("field", path).append("newSize", after.size()));
        } else {
            for (int i = common; i < after.size(); i++) {
                updated.put(path + "." + i, after.get(i));
            }
        }
    }
}
