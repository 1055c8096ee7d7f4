package dev.flattensync.stress.workload;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Elements made up from the vocabulary, each array with as many elements as the scale says for its depth. */
final class SyntheticElements implements ElementSource {
    private final Vocabulary vocabulary;
    private final List<Integer> scale;
    private final RandomGenerator random;
    private final String idPrefix;
    private final Map<ElementMapping, Long> ids = new HashMap<>();

    /**
     * @param scale the number of documents, then of elements in each array of depth 1, 2, ...
     * @param random where its choices come from
     * @param idPrefix what every id starts with, so that two sources never make the same
     */
    SyntheticElements(Vocabulary vocabulary, List<Integer> scale, RandomGenerator random, String idPrefix) {
        this.vocabulary = vocabulary;
        this.scale = scale;
        this.random = random;
        this.idPrefix = idPrefix;
    }

    @Override
    public BsonDocument next(ElementMapping mapping, double fullness) {
        BsonDocument element = new BsonDocument("_id", new BsonString(id(mapping)));
        for (FieldMapping field : mapping.fields()) {
            put(element, field.path(), vocabulary.value(field, random));
        }
        for (ElementMapping array : mapping.arrays()) {
            int size = (int) Math.round(scale.get(array.depth()) * fullness);
            BsonArray elements = new BsonArray(size);
            for (int i = 0; i < size; i++) {
                elements.add(next(array, fullness));
            }
            put(element, array.arrayPath(), elements);
        }
        return element;
    }

    /** Documents are numbered, as in the original experiment; elements carry their link as a prefix. */
    private String id(ElementMapping mapping) {
        long number = ids.merge(mapping, 1L, Long::sum);
        return idPrefix + (mapping.depth() == 0 ? "" : mapping.link()) + number;
    }

    private static void put(BsonDocument document, List<String> path, BsonValue value) {
        BsonDocument at = document;
        for (String segment : path.subList(0, path.size() - 1)) {
            if (!at.containsKey(segment)) {
                at.put(segment, new BsonDocument());
            }
            at = at.getDocument(segment);
        }
        at.put(path.get(path.size() - 1), value);
    }
}
