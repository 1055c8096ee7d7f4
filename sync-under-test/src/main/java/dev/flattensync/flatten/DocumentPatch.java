package dev.flattensync.flatten;

import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import dev.flattensync.mapping.UnfitValueException;
import dev.flattensync.mapping.ViolationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
     * @throws UnsupportedChangeException if the event alone does not tell what it does to what is mapped
     */
    public static DocumentPatch of(DocumentMapping mapping, String documentId, UpdateDescription update) {
        PathResolver resolver = new PathResolver(mapping, update.getDisambiguatedPaths());
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
        private static final int MOST_DIGITS = 9;

        private final List<ElementChange> changes = new ArrayList<>();
        private final Map<String, BsonValue> disambiguated;
        private final List<String> hidden;

        PathResolver(DocumentMapping mapping, BsonDocument disambiguatedPaths) {
            this.disambiguated = disambiguatedPaths == null ? Map.of() : disambiguatedPaths;
            // A server that tells them tells all of them.
            this.hidden = disambiguatedPaths == null ? mapping.dottedNames() : List.of();
        }

        private boolean isAmbiguous(String path) {
            return !hidden.isEmpty() && hidden.stream().anyMatch(name -> ("." + path + ".").contains("." + name + "."));
        }

        /**
         * A path in parts: as the server tells them where a dot or a number could mean two things, else split at the
         * dots.
         */
        List<String> segments(String path) {
            if (isAmbiguous(path)) {
                throw new UnsupportedChangeException(
                        "expected disambiguatedPaths for \"%s\", which may be a mapped name with a dot; open the stream with showExpandedEvents"
                                .formatted(path));
            }
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
                throw new UnsupportedChangeException(
                        "expected the _id of %s to be set as a whole, found a change of \"%s\" inside it"
                                .formatted(element, String.join(".", path)));
            }
            for (int i = 0; i < element.fields().size(); i++) {
                List<String> field = element.fields().get(i).path();
                if (isPrefix(path, field)) {
                    changes.add(new ElementChange.SetField(
                            at, i, Flattener.field(element.fields().get(i), valueIn(value, path, field))));
                }
            }
            editInside(
                    at, path, inside -> value == null ? new JsonEdit.Remove(inside) : new JsonEdit.Set(inside, value));
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

        void truncate(ElementAddress at, List<String> path, int size) {
            editInside(at, path, inside -> new JsonEdit.Truncate(inside, size));
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

        /** The part of a change that lies in a mapped scalar, which only one that is kept as JSON can have. */
        private void editInside(ElementAddress at, List<String> path, Function<List<String>, JsonEdit> edit) {
            List<FieldMapping> fields = at.mapping().fields();
            for (int i = 0; i < fields.size(); i++) {
                FieldMapping field = fields.get(i);
                if (isPrefix(field.path(), path)
                        && (path.size() > field.path().size() || edit.apply(path) instanceof JsonEdit.Truncate)) {
                    if (field.type() != FieldType.JSONB) {
                        throw new UnfitValueException(
                                        ViolationKind.WRONG_TYPE, field.type().expected(), "a change inside it")
                                .below(field.dottedPath());
                    }
                    changes.add(new ElementChange.EditInside(at, i, edit.apply(rest(path, field.path()))));
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

        private static void below(ElementMapping array, String position, Runnable step) {
            try {
                step.run();
            } catch (UnfitValueException e) {
                throw e.below(String.join(".", array.arrayPath()) + "." + position);
            }
        }

        private static int position(ElementMapping array, String segment) {
            if (!isPosition(segment)) {
                throw new UnfitValueException(
                                ViolationKind.NOT_AN_ARRAY,
                                "an array, addressed by position, not \"" + segment + "\"",
                                new BsonDocument())
                        .below(String.join(".", array.arrayPath()));
            }
            return Integer.parseInt(segment);
        }

        private static boolean isPosition(String segment) {
            for (int i = 0; i < segment.length(); i++) {
                if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
                    return false;
                }
            }
            return !segment.isEmpty() && segment.length() <= MOST_DIGITS;
        }

        private static boolean isPrefix(List<String> prefix, List<String> path) {
            if (path.size() < prefix.size()) {
                return false;
            }
            for (int i = 0; i < prefix.size(); i++) {
                if (!path.get(i).equals(prefix.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private static List<String> rest(List<String> path, List<String> prefix) {
            return path.subList(prefix.size(), path.size());
        }
    }
}
