package dev.flattensync.stress.verify;

import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Random documents that fit a mapping, and parts of them. Elements that embed arrays have an id of their own in the
 * whole collection, or none; the others' come again.
 */
final class RandomDocuments {
    private static final List<String> UNMAPPED = List.of("extra", "note", "extra.dot", "9", "$x", "other");

    private static final int LARGE_ARRAY = 13;

    private final DocumentMapping mapping;
    private final RandomGenerator random;
    private final RandomValues values;

    RandomDocuments(DocumentMapping mapping, RandomGenerator random) {
        this.mapping = mapping;
        this.random = random;
        this.values = new RandomValues(random);
    }

    DocumentMapping mapping() {
        return mapping;
    }

    BsonDocument document() {
        return document(values.uniqueId());
    }

    BsonDocument document(BsonValue id) {
        BsonDocument document = new BsonDocument("_id", id);
        fill(mapping.root(), document);
        return document;
    }

    /** An element with all that it embeds. */
    BsonDocument element(ElementMapping element) {
        BsonDocument document = new BsonDocument();
        BsonValue id = id(element);
        // The server puts an _id first only at the top.
        boolean idFirst = random.nextBoolean();
        if (id != null && idFirst) {
            document.put("_id", id);
        }
        fill(element, document);
        if (id != null && !idFirst) {
            document.put("_id", id);
        }
        return document;
    }

    /** An {@code _id} for an element; null for none. */
    BsonValue id(ElementMapping element) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        return element.arrays().isEmpty() && random.nextInt(3) > 0 ? values.commonId() : values.uniqueId();
    }

    /** Elements for an array, with holes. */
    BsonArray array(ElementMapping element) {
        BsonArray array = new BsonArray();
        for (int i = random.nextInt(most(element) + 1); i > 0; i--) {
            array.add(random.nextInt(12) == 0 ? BsonNull.VALUE : element(element));
        }
        return array;
    }

    /** Now and then an array has positions of two digits. */
    private int most(ElementMapping element) {
        return element.arrays().isEmpty() && random.nextInt(25) == 0 ? LARGE_ARRAY : element.depth() < 3 ? 3 : 2;
    }

    /** A value for a mapped field. */
    BsonValue field(FieldMapping field) {
        return values.field(field.type());
    }

    /** Changes something inside of a value, if it has an inside. */
    void changeInside(BsonValue value) {
        if (value instanceof BsonArray array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(values.any(1));
            } else if (random.nextBoolean()) {
                array.remove(random.nextInt(array.size()));
            } else {
                array.set(random.nextInt(array.size()), values.any(1));
            }
        } else if (value instanceof BsonDocument document) {
            String name = random.nextBoolean() || document.isEmpty() ? "b" : document.getFirstKey();
            BsonValue inner = document.get(name);
            if (inner != null && (inner.isArray() || inner.isDocument())) {
                changeInside(inner);
            } else if (inner != null && random.nextBoolean()) {
                document.remove(name);
            } else {
                document.put(name, values.any(1));
            }
        }
    }

    /** Sets a field that is not mapped, anywhere in the element; or changes or removes one that is there. */
    void changeUnmapped(ElementMapping element, BsonDocument document) {
        List<String> path = unmappedPath(element);
        BsonValue old = Embedded.get(document, path);
        if (old != null && random.nextInt(3) == 0) {
            Embedded.remove(document, path);
        } else if (old != null && random.nextBoolean()) {
            changeInside(old);
        } else {
            Embedded.put(document, path, values.any(2));
        }
    }

    /** A path that neither is nor contains nor lies in a mapped one, but may look like one. */
    List<String> unmappedPath(ElementMapping element) {
        List<List<String>> mapped = mappedPaths(element);
        List<List<String>> candidates = new ArrayList<>();
        UNMAPPED.forEach(name -> candidates.add(List.of(name)));
        for (List<String> path : mapped) {
            candidates.add(List.of(String.join(".", path)));
            candidates.add(List.of(String.join(".", path).split("\\.", -1)));
            candidates.add(Stream.concat(path.subList(0, path.size() - 1).stream(), Stream.of("extra"))
                    .toList());
        }
        List<List<String>> fitting = candidates.stream()
                .filter(candidate -> mapped.stream()
                        .noneMatch(path -> Embedded.isPrefix(path, candidate) || Embedded.isPrefix(candidate, path)))
                .toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    /** The paths of an element's {@code _id}, fields and arrays. */
    static List<List<String>> mappedPaths(ElementMapping element) {
        return Stream.of(
                        Stream.of(List.of("_id")),
                        element.fields().stream().map(FieldMapping::path),
                        element.arrays().stream().map(ElementMapping::arrayPath))
                .flatMap(paths -> paths)
                .toList();
    }

    private void fill(ElementMapping element, BsonDocument document) {
        for (List<String> path : mappedPaths(element)) {
            if (path.size() > 1 && random.nextInt(12) == 0) {
                Embedded.put(
                        document,
                        path.subList(0, path.size() - 1),
                        random.nextBoolean() ? BsonNull.VALUE : new BsonDocument());
            }
        }
        for (FieldMapping field : element.fields()) {
            if (random.nextInt(6) > 0) {
                Embedded.put(document, field.path(), values.field(field.type()));
            }
        }
        for (ElementMapping array : element.arrays()) {
            switch (random.nextInt(10)) {
                case 0 -> Embedded.put(document, array.arrayPath(), BsonNull.VALUE);
                case 1 -> {
                    // Missing.
                }
                default -> Embedded.put(document, array.arrayPath(), array(array));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            Embedded.put(document, unmappedPath(element), values.any(2));
        }
    }
}
