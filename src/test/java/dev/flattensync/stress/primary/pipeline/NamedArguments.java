package dev.flattensync.stress.primary.pipeline;

import dev.flattensync.stress.primary.value.SortPattern;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Operators on a document of evaluated arguments, from which missing ones are missing. */
final class NamedArguments {
    static final Set<String> NAMES =
            Set.of("$sortArray", "$firstN", "$lastN", "$trim", "$ltrim", "$rtrim", "$replaceOne", "$replaceAll");

    private static final String WHITESPACE = "\\s\\x00";

    private NamedArguments() {}

    static BsonValue evaluate(String name, BsonDocument arguments) {
        BsonValue input = arguments.get("input");
        if (Expression.isNothing(input)) {
            return BsonNull.VALUE;
        }
        return switch (name) {
            case "$sortArray" -> sorted(ArrayOperators.array(input), arguments.get("sortBy"));
            case "$firstN" -> part(ArrayOperators.array(input), arguments, true);
            case "$lastN" -> part(ArrayOperators.array(input), arguments, false);
            case "$replaceOne", "$replaceAll" -> replaced(name, TextOperators.text(input), arguments);
            default -> trimmed(name, TextOperators.text(input), arguments);
        };
    }

    private static BsonValue sorted(BsonArray input, BsonValue pattern) {
        BsonArray sorted = new BsonArray(input);
        sorted.sort(SortPattern.of(pattern));
        return sorted;
    }

    private static BsonValue part(BsonArray input, BsonDocument arguments, boolean first) {
        int size = input.size();
        int count = Math.min(size, arguments.getNumber("n").intValue());
        return new BsonArray(first ? input.subList(0, count) : input.subList(size - count, size));
    }

    private static BsonValue replaced(String name, String input, BsonDocument arguments) {
        String find = TextOperators.text(arguments.get("find"));
        String replacement = TextOperators.text(arguments.get("replacement"));
        if (name.equals("$replaceAll")) {
            return new BsonString(input.replace(find, replacement));
        }
        int at = input.indexOf(find);
        return new BsonString(
                at < 0 ? input : input.substring(0, at) + replacement + input.substring(at + find.length()));
    }

    private static BsonValue trimmed(String name, String input, BsonDocument arguments) {
        String characters =
                arguments.containsKey("chars") ? Pattern.quote(TextOperators.text(arguments.get("chars"))) : WHITESPACE;
        String run = "[" + characters + "]+";
        Map<String, String> patterns =
                Map.of("$ltrim", "\\A" + run, "$rtrim", run + "\\z", "$trim", "\\A" + run + "|" + run + "\\z");
        return new BsonString(Pattern.compile(patterns.get(name)).matcher(input).replaceAll(""));
    }
}
