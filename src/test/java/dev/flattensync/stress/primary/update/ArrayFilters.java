package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.query.Query;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Reads array filters. */
final class ArrayFilters {
    /** The identifier of {@code $[]}. */
    private static final String ALL = "";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-zA-Z0-9]*");

    private ArrayFilters() {}

    /** Which elements each identifier stands for. */
    static Map<String, Predicate<BsonValue>> of(List<BsonDocument> filters) {
        Map<String, Predicate<BsonValue>> byIdentifier = new HashMap<>();
        byIdentifier.put(ALL, element -> true);
        for (BsonDocument filter : filters) {
            String identifier = identifier(filter);
            Query query = Query.of(filter);
            requireUsable(identifier, byIdentifier);
            byIdentifier.put(identifier, element -> query.matches(new BsonDocument(identifier, element)));
        }
        return byIdentifier;
    }

    private static void requireUsable(String identifier, Map<String, Predicate<BsonValue>> others) {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw ServerError.badValue(
                    "An array filter's name must be alphanumeric and begin with a lowercase letter: " + identifier);
        }
        if (others.containsKey(identifier)) {
            throw ServerError.FAILED_TO_PARSE.exception(
                    "Found multiple array filters with the same top-level field name " + identifier);
        }
    }

    /** Refuses filters that the update does not use. */
    static void requireUsed(Set<String> unused) {
        unused.stream()
                .filter(identifier -> !identifier.equals(ALL))
                .findFirst()
                .ifPresent(identifier -> {
                    throw ServerError.FAILED_TO_PARSE.exception(
                            "The array filter for identifier '%s' was not used in the update".formatted(identifier));
                });
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
