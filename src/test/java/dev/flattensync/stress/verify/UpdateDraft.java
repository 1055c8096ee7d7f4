package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The description of an update, being put together. A path is a list of names (strings) and positions (numbers). */
final class UpdateDraft {
    private final Map<List<Object>, BsonValue> updated = new LinkedHashMap<>();
    private final List<List<Object>> removed = new ArrayList<>();
    private final Map<List<Object>, Integer> truncated = new LinkedHashMap<>();

    void set(List<Object> path, BsonValue value) {
        updated.put(path, value);
    }

    void remove(List<Object> path) {
        removed.add(path);
    }

    void truncate(List<Object> path, int size) {
        truncated.put(path, size);
    }

    /** Whether two different paths are written the same, so that no server could send them in one event. */
    boolean contradictsItself() {
        List<List<Object>> all = paths();
        return all.stream().map(UpdateDraft::text).distinct().count() < all.size();
    }

    /** Whether some path could be read in two ways: a name has a dot or is a number. */
    boolean isAmbiguous() {
        return paths().stream().anyMatch(UpdateDraft::isAmbiguous);
    }

    /**
     * The description, its paths in any order.
     *
     * @param allParts whether to give the parts of every path, and not only of those that need it
     */
    UpdateDescription description(RandomGenerator random, boolean allParts) {
        List<List<Object>> order = new ArrayList<>(updated.keySet());
        if (random.nextBoolean()) {
            Collections.shuffle(order, new Random(random.nextLong()));
        }
        BsonDocument updatedFields = new BsonDocument();
        order.forEach(path -> updatedFields.put(text(path), updated.get(path)));
        List<TruncatedArray> truncatedArrays = truncated.entrySet().stream()
                .map(array -> new TruncatedArray(text(array.getKey()), array.getValue()))
                .toList();
        BsonDocument parts = new BsonDocument();
        paths().stream()
                .filter(path -> allParts || isAmbiguous(path))
                .forEach(path -> parts.put(
                        text(path),
                        new BsonArray(path.stream().map(UpdateDraft::part).toList())));
        return new UpdateDescription(
                removed.stream().map(UpdateDraft::text).toList(),
                updatedFields,
                truncatedArrays.isEmpty() && random.nextBoolean() ? null : truncatedArrays,
                parts.isEmpty() && random.nextBoolean() ? null : parts);
    }

    private List<List<Object>> paths() {
        List<List<Object>> all = new ArrayList<>(updated.keySet());
        all.addAll(removed);
        all.addAll(truncated.keySet());
        return all;
    }

    private static boolean isAmbiguous(List<Object> path) {
        return path.stream().anyMatch(part -> part instanceof String name && name.matches(".*\\..*|\\d+"));
    }

    private static String text(List<Object> path) {
        return path.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    private static BsonValue part(Object part) {
        return part instanceof Integer position ? new BsonInt32(position) : new BsonString(String.valueOf(part));
    }
}
