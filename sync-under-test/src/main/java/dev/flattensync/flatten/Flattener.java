package dev.flattensync.flatten;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Turns documents, arrays and elements into {@link FlatElement}s. */
public final class Flattener {

    private Flattener() {}

    /**
     * A whole document as its mapping sees it.
     *
     * @throws MappingViolationException if a value does not fit the mapping
     */
    public static FlatElement document(DocumentMapping mapping, BsonDocument document) {
        BsonValue id = document.get("_id");
        if (id == null) {
            throw new MappingViolationException("(none)", new UnfitValueException("an _id", "nothing").below("_id"));
        }
        String canonicalId = CanonicalId.of(id);
        try {
            FlatElement element = element(mapping.root(), canonicalId, document);
            ParentIds.requireUnique(element);
            return element;
        } catch (UnfitValueException e) {
            throw new MappingViolationException(canonicalId, e);
        }
    }

    /**
     * The elements of an embedded array by position. A null element leaves its position empty; a missing or null array
     * has no elements.
     *
     * @param parentId the parent's canonical id, from which an element without {@code _id} derives its own
     * @throws UnfitValueException if this is no array, or an element does not fit
     */
    static NavigableMap<Integer, FlatElement> array(ElementMapping mapping, String parentId, BsonValue value) {
        if (isNothing(value)) {
            return new TreeMap<>();
        }
        if (!value.isArray()) {
            throw new UnfitValueException("an array", value).below(arrayName(mapping));
        }
        BsonArray array = value.asArray();
        NavigableMap<Integer, FlatElement> elements = new TreeMap<>();
        for (int position = 0; position < array.size(); position++) {
            FlatElement element = arrayElement(mapping, parentId, position, array.get(position));
            if (element != null) {
                elements.put(position, element);
            }
        }
        return elements;
    }

    /**
     * One element of an array.
     *
     * @return the element; null for a null element
     * @throws UnfitValueException if it is no document, or a value in it does not fit
     */
    static FlatElement arrayElement(ElementMapping mapping, String parentId, int position, BsonValue value) {
        if (isNothing(value)) {
            return null;
        }
        try {
            if (!value.isDocument()) {
                throw new UnfitValueException("a document", value);
            }
            return element(
                    mapping, id(mapping, parentId, position, value.asDocument().get("_id")), value.asDocument());
        } catch (UnfitValueException e) {
            throw e.below(arrayName(mapping) + "." + position);
        }
    }

    /** An element's canonical id: that of its {@code _id}, or without one that of where it sits. */
    static String id(ElementMapping mapping, String parentId, int position, BsonValue id) {
        return id == null ? CanonicalId.derived(parentId, arrayName(mapping), position) : CanonicalId.of(id);
    }

    private static FlatElement element(ElementMapping mapping, String id, BsonDocument document) {
        Object[] values = new Object[mapping.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field(
                    mapping.fields().get(i),
                    valueAt(document, mapping.fields().get(i).path()));
        }
        List<NavigableMap<Integer, FlatElement>> arrays = mapping.arrays().stream()
                .map(array -> array(array, id, valueAt(document, array.arrayPath())))
                .toList();
        return new FlatElement(mapping, id, Collections.unmodifiableList(Arrays.asList(values)), arrays, null);
    }

    /**
     * The Java value of a mapped field.
     *
     * @throws UnfitValueException if the value does not fit the field's type
     */
    static Object field(FieldMapping field, BsonValue value) {
        try {
            return field.type().convert(value);
        } catch (UnfitValueException e) {
            throw e.below(field.dottedPath());
        }
    }

    /**
     * The value at a path of embedded single documents.
     *
     * @return the value; null if the path or a part of it is missing or null
     * @throws UnfitValueException if something on the way is neither a document nor null
     */
    static BsonValue valueAt(BsonValue start, List<String> path) {
        BsonValue value = start;
        for (int i = 0; i < path.size(); i++) {
            if (isNothing(value)) {
                return null;
            }
            if (!value.isDocument()) {
                throw new UnfitValueException("a document", value).below(String.join(".", path.subList(0, i)));
            }
            value = value.asDocument().get(path.get(i));
        }
        return value;
    }

    private static boolean isNothing(BsonValue value) {
        return value == null || value instanceof BsonNull;
    }

    private static String arrayName(ElementMapping mapping) {
        return String.join(".", mapping.arrayPath());
    }
}
