package dev.flattensync.stress.verify;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.stress.verify.DocumentPlaces.Array;
import dev.flattensync.stress.verify.DocumentPlaces.Element;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Random changes within one document, made in place. They know nothing of events; whether the document still fits its
 * mapping is for the caller to find out.
 */
final class RandomChanges {
    private static final int MOST_PADDING = 3;

    private final RandomDocuments documents;
    private final RandomGenerator random;

    RandomChanges(RandomDocuments documents, RandomGenerator random) {
        this.documents = documents;
        this.random = random;
    }

    /**
     * Changes a document.
     *
     * @param change a change within one document
     */
    void apply(DocumentChange change, BsonDocument document) {
        DocumentPlaces places = DocumentPlaces.in(documents.mapping(), document);
        switch (change) {
            case SET_FIELD -> field(places).ifPresent(this::setField);
            case UNSET_FIELD -> field(places).ifPresent(field -> Embedded.remove(field.document(), field.path()));
            case CHANGE_INSIDE_FIELD ->
                pick(valuesWithInside(places), value -> true).ifPresent(documents::changeInside);
            case RENAME -> rename(pick(places.elements()));
            case CHANGE_UNMAPPED -> {
                Element element = pick(places.elements());
                documents.changeUnmapped(element.mapping(), element.document());
            }
            case SET_EMBEDDED_DOCUMENT -> setEmbedded(pick(places.elements()));
            case SET_ID -> embedded(places).ifPresent(this::setId);
            case MOVE_TO_ANOTHER_ARRAY -> move(places, places);
            default -> changeArray(change, array(places, leastSize(change)));
        }
    }

    /** How many elements an array should have for a change to show. */
    private static int leastSize(DocumentChange change) {
        return switch (change) {
            case PUSH, SET_PAST_THE_END, EMPTY_ARRAY, NULL_ARRAY, REMOVE_ARRAY, REPLACE_ARRAY -> 0;
            case SHUFFLE, REVERSE, SORT, SWAP_IDS -> 2;
            default -> 1;
        };
    }

    /** Moves an element from an array of one document to one of another. */
    void move(BsonDocument from, BsonDocument to) {
        move(DocumentPlaces.in(documents.mapping(), from), DocumentPlaces.in(documents.mapping(), to));
    }

    private void changeArray(DocumentChange change, Array place) {
        ElementMapping mapping = place.mapping();
        BsonArray array = place.array();
        switch (change) {
            case EMPTY_ARRAY -> place.set(new BsonArray());
            case NULL_ARRAY -> place.set(BsonNull.VALUE);
            case REMOVE_ARRAY -> Embedded.remove(place.parent(), mapping.arrayPath());
            case REPLACE_ARRAY -> place.set(documents.array(mapping));
            case PUSH -> push(place);
            case SET_PAST_THE_END -> {
                for (int i = random.nextInt(MOST_PADDING); i >= 0 && array != null; i--) {
                    array.add(BsonNull.VALUE);
                }
                push(place);
            }
            default -> {
                if (place.size() > 0) {
                    changeElements(change, mapping, array);
                }
            }
        }
    }

    private void push(Array place) {
        BsonArray array = place.array();
        if (array == null) {
            array = new BsonArray();
            place.set(array);
        }
        for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
            array.add(documents.element(place.mapping()));
        }
    }

    /** Changes an array that is not empty. */
    private void changeElements(DocumentChange change, ElementMapping mapping, BsonArray array) {
        int position = random.nextInt(array.size());
        switch (change) {
            case INSERT_AT -> array.add(position, documents.element(mapping));
            case PULL -> array.remove(position);
            case POP -> array.remove(random.nextBoolean() ? 0 : array.size() - 1);
            case TRUNCATE -> array.subList(position, array.size()).clear();
            case SHUFFLE -> shuffle(array);
            case REVERSE -> Collections.reverse(array);
            case SORT -> array.sort(Comparator.comparing(BsonValue::toString));
            case OVERWRITE_ELEMENT -> array.set(position, documents.element(mapping));
            case UNSET_ELEMENT -> array.set(position, BsonNull.VALUE);
            case FILL_HOLE -> {
                int hole = array.indexOf(BsonNull.VALUE);
                if (hole >= 0) {
                    array.set(hole, documents.element(mapping));
                }
            }
            case SWAP_IDS -> swapIds(array.get(position), array.get(random.nextInt(array.size())));
            default -> throw new IllegalArgumentException(change + " does not change an array");
        }
    }

    private void shuffle(BsonArray array) {
        for (int i = array.size() - 1; i > 0; i--) {
            Collections.swap(array, i, random.nextInt(i + 1));
        }
    }

    private static void swapIds(BsonValue one, BsonValue other) {
        if (one instanceof BsonDocument first && other instanceof BsonDocument second) {
            BsonValue id = first.get("_id");
            overwriteId(first, second.get("_id"));
            overwriteId(second, id);
        }
    }

    private static void overwriteId(BsonDocument element, BsonValue id) {
        if (id == null) {
            element.remove("_id");
        } else {
            element.put("_id", id);
        }
    }

    private void setId(Element element) {
        BsonValue old = element.document().get("_id");
        if (old instanceof BsonInt32 number && random.nextBoolean()) {
            // The same id to MongoDB, in another type.
            element.document().put("_id", new BsonInt64(number.getValue()));
        } else if (old instanceof BsonDocument && random.nextInt(4) > 0) {
            documents.changeInside(old);
        } else {
            overwriteId(element.document(), documents.id(element.mapping()));
        }
    }

    private void move(DocumentPlaces from, DocumentPlaces to) {
        pick(from.arrays(), source -> source.size() > 0 && !targets(source, to).isEmpty())
                .ifPresent(source -> {
                    Array target = pick(targets(source, to));
                    BsonValue element = source.array().remove(random.nextInt(source.size()));
                    target.array().add(random.nextInt(target.size() + 1), element);
                });
    }

    /** The other arrays that take the same elements. */
    private static List<Array> targets(Array source, DocumentPlaces to) {
        return to.arrays().stream()
                .filter(target -> target.mapping() == source.mapping()
                        && target.array() != null
                        && target.array() != source.array())
                .toList();
    }

    private void setField(Field field) {
        Embedded.put(field.document(), field.path(), documents.field(field.mapping()));
    }

    /** Renames a mapped path to one that is not, or back. */
    private void rename(Element element) {
        List<List<String>> mapped = RandomDocuments.mappedPaths(element.mapping()).stream()
                .filter(path -> !path.equals(List.of("_id")))
                .toList();
        if (mapped.isEmpty()) {
            return;
        }
        List<String> path = pick(mapped);
        List<String> renamed = List.of("was " + String.join(".", path));
        BsonValue value = Embedded.remove(element.document(), path);
        BsonValue other = Embedded.remove(element.document(), renamed);
        if (other != null) {
            Embedded.put(element.document(), path, other);
        } else if (value != null) {
            Embedded.put(element.document(), renamed, value);
        }
    }

    /** Sets an embedded single document as a whole, with the fields and arrays in it. */
    private void setEmbedded(Element element) {
        List<List<String>> inside = RandomDocuments.mappedPaths(element.mapping()).stream()
                .filter(path -> path.size() > 1)
                .toList();
        if (inside.isEmpty()) {
            return;
        }
        List<String> path = pick(inside);
        List<String> embedded = path.subList(0, 1 + random.nextInt(path.size() - 1));
        BsonValue value = Embedded.get(documents.element(element.mapping()), embedded);
        if (value == null) {
            Embedded.remove(element.document(), embedded);
        } else {
            Embedded.put(element.document(), embedded, value);
        }
    }

    /** A mapped field of an element. */
    private record Field(BsonDocument document, FieldMapping mapping) {
        List<String> path() {
            return mapping.path();
        }
    }

    /** The mapped values that are documents or arrays. */
    private static List<BsonValue> valuesWithInside(DocumentPlaces places) {
        return places.elements().stream()
                .flatMap(element -> element.mapping().fields().stream()
                        .map(field -> Embedded.get(element.document(), field.path())))
                .filter(value -> value instanceof BsonDocument || value instanceof BsonArray)
                .toList();
    }

    private Optional<Field> field(DocumentPlaces places) {
        return pick(places.elements(), element -> !element.mapping().fields().isEmpty())
                .map(element ->
                        new Field(element.document(), pick(element.mapping().fields())));
    }

    /** An array of at least that size, if there is one. */
    private Array array(DocumentPlaces places, int leastSize) {
        return pick(places.arrays(), place -> place.size() >= leastSize).orElseGet(() -> pick(places.arrays()));
    }

    private Optional<Element> embedded(DocumentPlaces places) {
        return pick(places.elements(), element -> element.mapping().parent().isPresent());
    }

    private <T> Optional<T> pick(List<T> all, Predicate<T> fits) {
        List<T> fitting = all.stream().filter(fits).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(pick(fitting));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
