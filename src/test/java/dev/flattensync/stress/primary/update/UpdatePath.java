package dev.flattensync.stress.primary.update;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;

/** Reads the paths of update operators. */
final class UpdatePath {
    private static final String MATCHED = "$";

    private UpdatePath() {}

    /**
     * The parts of a path.
     *
     * @throws com.mongodb.MongoCommandException if one is empty, or a dynamic one is where there can be none
     */
    static List<String> parts(String path) {
        List<String> parts = List.of(path.split("\\.", -1));
        if (parts.contains("")) {
            throw ServerError.EMPTY_FIELD_NAME.exception(
                    "The update path '%s' contains an empty field name, which is not allowed.".formatted(path));
        }
        if (isDynamic(parts.get(0))) {
            throw ServerError.badValue(
                    "Cannot have a positional element in the first position in path '%s'".formatted(path));
        }
        if (parts.stream().filter(MATCHED::equals).count() > 1) {
            throw ServerError.badValue("Too many positional elements found in path '%s'".formatted(path));
        }
        return parts;
    }

    /** Whether a part stands for elements that the query or a filter chooses; other names may begin with a dollar. */
    static boolean isDynamic(String part) {
        return part.equals(MATCHED) || isFilter(part);
    }

    /** Whether a part stands for the elements that a filter chooses. */
    static boolean isFilter(String part) {
        return part.startsWith("$[") && part.endsWith("]");
    }
}
