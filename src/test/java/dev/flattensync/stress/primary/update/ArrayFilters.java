package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.query.Query;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Reads array filters. */
final class ArrayFilters {
    /** The identifier of {@code $[]}. */
    private static final String ALL = "";

    private ArrayFilters() {}

    /** Which elements each identifier stands for. */
    static Map<String, Predicate<BsonValue>> of(List<BsonDocument> filters) {
        Map<String, Predicate<BsonValue>> byIdentifier = new HashMap<>();
        byIdentifier.put(ALL, element -> true);
        for (BsonDocument filter : filters) {
            String identifier = identifier(filter);
            Query query = Query.of(filter);
            byIdentifier.put(identifier, element -> query.matches(new BsonDocument(identifier, element)));
        }
        return byIdentifier;
    }

    /** The first part of all paths in the filter. */
    private static String identifier(BsonDocument filter) {
        if (filter.isEmpty()) {
            throw ServerError.FAILED_TO_PARSE.exception(
                    "Cannot use an expression without a top-level field name in arrayFilters");
        }
        String first = filter.getFirstKey();
        return first.startsWith("$")
                ? identifier(filter.getArray(first).get(0).asDocument())
                : first.split("\\.", 2)[0];
    }
}
