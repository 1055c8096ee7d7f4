package dev.flattensync.flatten;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What one update event does to the mapped part of its document.
 *
 * @param changes the steps in the order in which they apply: truncations, removals, then sets
 */
public record DocumentPatch(List<ElementChange> changes) {

    /** Copies the changes. */
    public DocumentPatch {
        changes = List.copyOf(changes);
    }

    /**
     * Reads the paths of an update event against the mapping. Paths that are not mapped leave no step.
     *
     * @param documentId the document's canonical id, for error messages
     * @throws MappingViolationException if a value does not fit the mapping
     * @throws UnsupportedChangeException if a path leads into the inside of a mapped value
     */
    public static DocumentPatch of(DocumentMapping mapping, String documentId, UpdateDescription update) {
        PathResolver resolver = new PathResolver(update.getDisambiguatedPaths());
        ElementAddress root = ElementAddress.root(mapping.root());
        try {
            if (update.getTruncatedArrays() != null) {
                for (TruncatedArray array : update.getTruncatedArrays()) {
                    resolver.truncate(root, resolver.segments(array.getField()), array.getNewSize());
                }
            }
            if (update.getRemovedFields() != null) {
                update.getRemovedFields().forEach(path -> resolver.set(root, resolver.segments(path), null));
            }
            if (update.getUpdatedFields() != null) {
                update.getUpdatedFields().forEach((path, value) -> resolver.set(root, resolver.segments(path), value));
            }
        } catch (UnfitValueException e) {
            throw new MappingViolationException(documentId, e);
        }
        return new DocumentPatch(resolver.changes);
    }

    /** Walks paths down the mapping tree and notes the changes they come to. */
    private static final class PathResolver {
        private final List<ElementChange> changes = new ArrayList<>();
        private final Map<String, BsonValue> disambiguated;

        PathResolver(BsonDocument disambiguatedPaths) {
            this.disambiguated = disambiguatedPaths == null ? Map.of() : disambiguatedPaths;
        }

        /**
         * A path in parts: as the server tells them where a dot or a number could mean two things, else split at the
         * dots.
         */
        List<String> segments(String path) {
            if (disambiguated.get(path) instanceof BsonArray parts) {
                return parts.stream()
                        .map(part -> part.isString()
                                ? part.asString().getValue()
                                : String.valueOf(part.asNumber().intValue()))
                        .toList();
            }
            return List.of(path.split("\\.", -1));
        }

        void set(ElementAddress at, List<String> path, BsonValue value) {
            ElementMapping element = at.mapping();
            if (path.equals(List.of("_id")) && element.parent().isPresent()) {
                changes.add(new ElementChange.SetId(at, value));
            } else if (path.get(0).equals("_id")) {
                throw insideOf("_id", element, path);
            }
            for (int i = 0; i < element.fields().size(); i++) {
                setField(at, i, path, value);
            }
            for (ElementMapping array : element.arrays()) {
                if (isPrefix(path, array.arrayPath())) {
                    changes.add(new ElementChange.SetArray(at, array, valueIn(value, path, array.arrayPath())));
                } else if (isPrefix(array.arrayPath(), path)) {
                    List<String> inArray = rest(path, array.arrayPath());
                    ElementAddress child = at.element(array, position(array, inArray.get(0)));
                    if (inArray.size() == 1) {
                        changes.add(new ElementChange.SetElement(child, value));
                    } else {
                        below(array, inArray.get(0), () -> set(child, inArray.subList(1, inArray.size()), value));
                    }
                }
            }
        }

        /** The value at a mapped path, of which the update sets the first part. */
        private static BsonValue valueIn(BsonValue value, List<String> path, List<String> mapped) {
            try {
                return Flattener.valueAt(value, rest(mapped, path));
            } catch (UnfitValueException e) {
                throw e.below(String.join(".", path));
            }
        }

        private void setField(ElementAddress at, int index, List<String> path, BsonValue value) {
            FieldMapping field = at.mapping().fields().get(index);
            if (isPrefix(path, field.path())) {
                changes.add(new ElementChange.SetField(
                        at, index, Flattener.field(field, valueIn(value, path, field.path()))));
            } else if (isPrefix(field.path(), path)) {
                throw insideOf(field.dottedPath(), at.mapping(), path);
            }
        }

        private static UnsupportedChangeException insideOf(String mapped, ElementMapping element, List<String> path) {
            return new UnsupportedChangeException(
                    "expected \"%s\" of %s to be set as a whole, found a change of \"%s\" inside it; map the inner fields instead"
                            .formatted(mapped, element, String.join(".", path)));
        }

        void truncate(ElementAddress at, List<String> path, int size) {
            for (FieldMapping field : at.mapping().fields()) {
                if (isPrefix(field.path(), path)) {
                    throw insideOf(field.dottedPath(), at.mapping(), path);
                }
            }
            for (ElementMapping array : at.mapping().arrays()) {
                if (path.equals(array.arrayPath())) {
                    changes.add(new ElementChange.Truncate(at, array, size));
                } else if (isPrefix(array.arrayPath(), path)) {
                    List<String> inArray = rest(path, array.arrayPath());
                    ElementAddress child = at.element(array, position(array, inArray.get(0)));
                    below(array, inArray.get(0), () -> truncate(child, inArray.subList(1, inArray.size()), size));
                }
            }
        }

        private static void below(ElementMapping array, String position, Runnable step) {
            try {
                step.run();
            } catch (UnfitValueException e) {
                throw e.below(String.join(".", array.arrayPath()) + "." + position);
            }
        }

        private static int position(ElementMapping array, String segment) {
            if (!segment.matches("\\d{1,9}")) {
                throw new UnfitValueException(
                                "an array, addressed by position, not \"" + segment + "\"", new BsonDocument())
                        .below(String.join(".", array.arrayPath()));
            }
            return Integer.parseInt(segment);
        }

        private static boolean isPrefix(List<String> prefix, List<String> path) {
            return path.size() >= prefix.size()
                    && path.subList(0, prefix.size()).equals(prefix);
        }

        private static List<String> rest(List<String> path, List<String> prefix) {
            return path.subList(prefix.size(), path.size());
        }
    }
}
