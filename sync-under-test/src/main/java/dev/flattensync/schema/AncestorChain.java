package dev.flattensync.schema;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code schema2}: each row holds the id of every ancestor and every position on the way. Reaching an element takes no
 * join; moving one touches every row below it.
 */
record AncestorChain() implements FlatSchema {

    @Override
    public String name() {
        return "schema2";
    }

    @Override
    public List<Column> links(ElementMapping element) {
        return ancestors(element)
                .flatMap(ancestor -> Stream.of(FlatSchema.id(ancestor), FlatSchema.positionIn(ancestor)))
                .toList();
    }

    @Override
    public List<Index> indexes(ElementMapping element) {
        if (element.parent().isEmpty()) {
            return List.of(FlatSchema.uniqueId());
        }
        List<Column> columns = new ArrayList<>();
        columns.add(FlatSchema.id(element.chain().get(0)));
        ancestors(element).map(FlatSchema::positionIn).forEach(columns::add);
        return List.of(FlatSchema.on(columns.toArray(Column[]::new)));
    }

    private static Stream<ElementMapping> ancestors(ElementMapping element) {
        return element.chain().subList(0, element.depth()).stream();
    }
}
