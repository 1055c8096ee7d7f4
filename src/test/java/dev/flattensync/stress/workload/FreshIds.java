package dev.flattensync.stress.workload;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.mapping.ElementMapping;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;

/** Ids of the same BSON type as those in real documents, and different from all of them. */
final class FreshIds {
    private final Map<ElementMapping, Set<String>> taken = new HashMap<>();
    private final Map<ElementMapping, Integer> counters = new HashMap<>();

    /** Notes all ids in the documents. */
    FreshIds(ElementMapping root, List<BsonDocument> documents) {
        documents.forEach(document -> note(root, document));
    }

    /** An id like that one. A type that can't be counted up becomes a string. */
    BsonValue next(ElementMapping mapping, BsonValue like) {
        BsonValue id;
        do {
            id = like(like, counters.merge(mapping, 1, Integer::sum));
        } while (taken.getOrDefault(mapping, Set.of()).contains(CanonicalId.of(id)));
        return id;
    }

    private static BsonValue like(BsonValue like, int number) {
        return switch (like.getBsonType()) {
            case OBJECT_ID ->
                new BsonObjectId(new ObjectId(
                        "%08x%016x".formatted(like.asObjectId().getValue().getTimestamp(), number)));
            case INT32 -> new BsonInt32(number);
            case INT64 -> new BsonInt64(number);
            case DOUBLE -> new BsonDouble(number);
            case DECIMAL128 -> new BsonDecimal128(new Decimal128(BigDecimal.valueOf(number)));
            default -> new BsonString("new-" + number);
        };
    }

    private void note(ElementMapping mapping, BsonDocument element) {
        if (element.containsKey("_id")) {
            taken.computeIfAbsent(mapping, m -> new HashSet<>()).add(CanonicalId.of(element.get("_id")));
        }
        for (ElementMapping array : mapping.arrays()) {
            DocumentPaths.documents(element, array.arrayPath()).forEach(child -> note(array, child));
        }
    }
}
