package dev.flattensync.flatten;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.UnfitValueException;
import dev.flattensync.mapping.ViolationKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonUndefined;
import org.bson.BsonValue;

/** Turns documents, arrays and elements into {@link FlatElement}s. */
public final class Flattener {
    /** A row of PostgreSQL's btree takes 2,704 bytes. */
    private static final int MAX_ID_BYTES = 1_200;

    private final Misfits misfits;
    private final KnownRows known;

    private Flattener(Misfits misfits, KnownRows known) {
        this.misfits = misfits;
        this.known = known;
    }

    /**
     * A document of which what does not fit was left out.
     *
     * @param document what fits; empty if the document's own row does not
     * @param violations what was left out and why: for each the whole row, with all that it embeds
     */
    public record Fitting(Optional<FlatElement> document, List<MappingViolationException> violations) {

        /** Copies the violations. */
        public Fitting {
            violations = List.copyOf(violations);
        }
    }

    /**
     * A whole document as its mapping sees it.
     *
     * @throws MappingViolationException if a value does not fit the mapping
     */
    public static FlatElement document(DocumentMapping mapping, BsonDocument document) {
        return document(mapping, document, id -> KnownRows.NONE);
    }

    /**
     * A whole document as its mapping sees it.
     *
     * @param known what its rows are known to hold, by its canonical id
     * @throws MappingViolationException if a value does not fit the mapping
     */
    static FlatElement document(DocumentMapping mapping, BsonDocument document, Function<String, KnownRows> known) {
        String id = documentId(document);
        try {
            FlatElement element = new Flattener(Misfits.REFUSED, known.apply(id)).element(mapping.root(), id, document);
            return ParentIds.unique(element, Misfits.REFUSED);
        } catch (UnfitValueException e) {
            throw new MappingViolationException(id, e);
        }
    }

    /** As much of a document as fits the mapping. */
    public static Fitting fitting(DocumentMapping mapping, BsonDocument document) {
        String id = documentId(document);
        List<UnfitValueException> unfit = new ArrayList<>();
        Optional<FlatElement> element = Optional.empty();
        try {
            Misfits leftOut = new Misfits.LeftOut(unfit);
            element = Optional.of(ParentIds.unique(
                    new Flattener(leftOut, KnownRows.NONE).element(mapping.root(), id, document), leftOut));
        } catch (UnfitValueException e) {
            unfit.add(e);
        }
        return new Fitting(
                element,
                unfit.stream().map(e -> new MappingViolationException(id, e)).toList());
    }

    private static String documentId(BsonDocument document) {
        BsonValue id = document.get("_id");
        if (id == null) {
            throw new MappingViolationException(
                    "(none)", new UnfitValueException(ViolationKind.MISSING_ID, "an _id", "nothing").below("_id"));
        }
        return CanonicalId.of(id);
    }

    /**
     * An embedded array. A null element leaves its position empty; a missing or null array has no elements.
     *
     * @param parentId the parent's canonical id, from which an element without {@code _id} derives its own
     * @param known what the document's rows are known to hold
     * @throws UnfitValueException if this is no array, or an element does not fit
     */
    static EmbeddedArray array(ElementMapping mapping, String parentId, BsonValue value, KnownRows known) {
        return new Flattener(Misfits.REFUSED, known).array(mapping, parentId, value);
    }

    private EmbeddedArray array(ElementMapping mapping, String parentId, BsonValue value) {
        if (isNothing(value)) {
            return EmbeddedArray.empty();
        }
        if (!value.isArray()) {
            misfits.add(new UnfitValueException(ViolationKind.NOT_AN_ARRAY, "an array", value), arrayName(mapping));
            return EmbeddedArray.empty();
        }
        BsonArray array = value.asArray();
        EmbeddedArray recognised = mapping.arrays().isEmpty()
                ? known.recognised(mapping, parentId, array, () -> elements(mapping, parentId, array))
                : null;
        return recognised == null ? EmbeddedArray.of(elements(mapping, parentId, array)) : recognised;
    }

    private NavigableMap<Integer, FlatElement> elements(ElementMapping mapping, String parentId, BsonArray array) {
        NavigableMap<Integer, FlatElement> elements = new TreeMap<>();
        for (int position = 0; position < array.size(); position++) {
            FlatElement element = inArray(mapping, parentId, position, array.get(position));
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
        return new Flattener(Misfits.REFUSED, KnownRows.NONE).inArray(mapping, parentId, position, value);
    }

    private FlatElement inArray(ElementMapping mapping, String parentId, int position, BsonValue value) {
        if (isNothing(value)) {
            return null;
        }
        int before = misfits.count();
        try {
            if (!value.isDocument()) {
                throw new UnfitValueException(ViolationKind.NOT_A_DOCUMENT, "a document", value);
            }
            FlatElement element = element(
                    mapping, id(mapping, parentId, position, value.asDocument().get("_id")), value.asDocument());
            if (misfits.count() > before) {
                misfits.moveBelow(place(mapping, position), before);
            }
            return element;
        } catch (UnfitValueException e) {
            // What it embeds goes with it, and so does what was found there.
            misfits.forgetFrom(before);
            misfits.add(e, place(mapping, position));
            return null;
        }
    }

    /**
     * Two ids and some positions must fit a row of an index.
     *
     * @throws UnfitValueException if the id is too long
     */
    static void requireShort(String id) {
        // No character takes more than 3 bytes for each of Java's.
        if (id.length() * 3 > MAX_ID_BYTES && id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw new UnfitValueException(
                            ViolationKind.LONG_ID,
                            "an _id of at most %d bytes as text".formatted(MAX_ID_BYTES),
                            "one of %d".formatted(id.getBytes(StandardCharsets.UTF_8).length))
                    .below("_id");
        }
    }

    /** An element's canonical id: that of its {@code _id}, or without one that of where it sits. */
    static String id(ElementMapping mapping, String parentId, int position, BsonValue id) {
        return id == null ? CanonicalId.derived(parentId, arrayName(mapping), position) : CanonicalId.of(id);
    }

    private FlatElement element(ElementMapping mapping, String id, BsonDocument document) {
        requireShort(id);
        Object[] values = new Object[mapping.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field(
                    mapping.fields().get(i),
                    valueAt(document, mapping.fields().get(i).path()));
        }
        return new FlatElement(
                mapping, id, Collections.unmodifiableList(Arrays.asList(values)), arrays(mapping, id, document), null);
    }

    private List<EmbeddedArray> arrays(ElementMapping mapping, String id, BsonDocument document) {
        if (mapping.arrays().isEmpty()) {
            return List.of();
        }
        List<EmbeddedArray> arrays = new ArrayList<>(mapping.arrays().size());
        for (ElementMapping array : mapping.arrays()) {
            arrays.add(array(array, id, valueAt(document, array.arrayPath())));
        }
        return arrays;
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
    public static BsonValue valueAt(BsonValue start, List<String> path) {
        BsonValue value = start;
        for (int i = 0; i < path.size(); i++) {
            if (isNothing(value)) {
                return null;
            }
            if (!value.isDocument()) {
                throw new UnfitValueException(ViolationKind.NOT_A_DOCUMENT, "a document", value)
                        .below(String.join(".", path.subList(0, i)));
            }
            value = value.asDocument().get(path.get(i));
        }
        return value;
    }

    /** Whether a value stands for none. */
    public static boolean isNothing(BsonValue value) {
        return value == null || value instanceof BsonNull || value instanceof BsonUndefined;
    }

    private static String place(ElementMapping mapping, int position) {
        return arrayName(mapping) + "." + position;
    }

    private static String arrayName(ElementMapping mapping) {
        return String.join(".", mapping.arrayPath());
    }
}
