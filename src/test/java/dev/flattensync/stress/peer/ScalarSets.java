package dev.flattensync.stress.peer;

import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.mapping.CanonicalJson;
import dev.flattensync.mapping.DocumentMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Events that {@code jsonb_set} can do: all they do is set scalar fields of what is there. */
final class ScalarSets {

    private ScalarSets() {}

    /**
     * The sets of an event of a server of MongoDB 5 or newer.
     *
     * @return by path, in its parts; empty if the event does, or may do, anything else
     */
    static Optional<Map<List<String>, CanonicalJson>> of(DocumentMapping mapping, ChangeEvent event) {
        return event instanceof ChangeEvent.Update update ? of(mapping, update.description()) : Optional.empty();
    }

    private static Optional<Map<List<String>, CanonicalJson>> of(DocumentMapping mapping, UpdateDescription update) {
        boolean removes =
                update.getRemovedFields() != null && !update.getRemovedFields().isEmpty();
        boolean truncates = update.getTruncatedArrays() != null
                && !update.getTruncatedArrays().isEmpty();
        if (removes || truncates || update.getUpdatedFields() == null) {
            return Optional.empty();
        }
        Map<List<String>, CanonicalJson> sets = new LinkedHashMap<>();
        for (Map.Entry<String, BsonValue> field : update.getUpdatedFields().entrySet()) {
            List<String> path = path(field.getKey(), update.getDisambiguatedPaths());
            if (field.getValue().isDocument()
                    || field.getValue().isArray()
                    || isPosition(path.get(path.size() - 1))
                    || mayHideADot(mapping, field.getKey(), update.getDisambiguatedPaths())) {
                return Optional.empty();
            }
            sets.put(path, CanonicalJson.of(field.getValue()));
        }
        return Optional.of(sets);
    }

    /** A new element at the end of an array looks like any other; behind the end, MongoDB fills up with null. */
    private static boolean isPosition(String part) {
        return part.matches("\\d+");
    }

    private static boolean mayHideADot(DocumentMapping mapping, String path, BsonDocument disambiguated) {
        return disambiguated == null
                && mapping.dottedNames().stream().anyMatch(name -> ("." + path + ".").contains("." + name + "."));
    }

    private static List<String> path(String path, BsonDocument disambiguated) {
        if (disambiguated != null && disambiguated.get(path) instanceof BsonArray parts) {
            return parts.stream()
                    .map(part -> part.isString()
                            ? part.asString().getValue()
                            : String.valueOf(part.asNumber().intValue()))
                    .toList();
        }
        return List.of(path.split("\\.", -1));
    }
}
