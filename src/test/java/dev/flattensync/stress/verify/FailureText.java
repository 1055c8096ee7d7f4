package dev.flattensync.stress.verify;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.FlatLayout;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/** What one needs to see when a batch did not end in the documents' tables. */
final class FailureText {
    private static final int LONGEST_LINE = 4_000;

    private FailureText() {}

    static String of(
            FlatLayout layout, List<CollectionChange> changes, List<ToldChange> batch, List<String> differences) {
        StringBuilder text = new StringBuilder();
        line(text, "schema: " + layout.schema().name());
        layout.mapping().elements().forEach(element -> line(text, mapping(element)));
        for (int i = 0; i < changes.size(); i++) {
            ToldChange told = batch.get(i);
            line(text, "before: " + json(changes.get(i).before()));
            line(
                    text,
                    "event:  %s of %s: %s"
                            .formatted(
                                    told.type(),
                                    told.id(),
                                    told.update() == null ? json(told.fullDocument()) : told.update()));
            line(text, "after:  " + json(changes.get(i).after()));
        }
        differences.forEach(difference -> line(text, difference));
        return text.toString();
    }

    private static String mapping(ElementMapping element) {
        return "  ".repeat(element.depth())
                + "%s at %s in table \"%s\", linked by \"%s\", fields %s"
                        .formatted(
                                element,
                                parts(element.arrayPath()),
                                element.table(),
                                element.link(),
                                element.fields().stream()
                                        .map(field -> "%s %s as \"%s\""
                                                .formatted(parts(field.path()), field.type(), field.column()))
                                        .toList());
    }

    private static String parts(List<String> path) {
        return path.stream().map(part -> '"' + part + '"').collect(Collectors.joining(" > "));
    }

    private static String json(BsonDocument document) {
        return document == null ? "none" : document.toJson();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line, 0, Math.min(line.length(), LONGEST_LINE)).append('\n');
    }
}
