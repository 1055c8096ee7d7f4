package dev.flattensync.schema;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code schema3}: each row links to its parent and the position there, and to the document. Moving an element touches
 * one row, and a whole document is found and deleted without a join.
 */
record RootLink() implements FlatSchema {

    @Override
    public String name() {
        return "schema3";
    }

    @Override
    public List<Column> links(ElementMapping element) {
        List<Column> links = new ArrayList<>();
        element.parent().ifPresent(parent -> {
            if (parent.parent().isPresent()) {
                links.add(FlatSchema.id(element.chain().get(0)));
            }
            links.add(FlatSchema.id(parent));
            links.add(FlatSchema.positionIn(parent));
        });
        return links;
    }

    @Override
    public List<Index> indexes(ElementMapping element) {
        return element.parent().isEmpty()
                ? List.of(FlatSchema.uniqueId())
                : List.of(FlatSchema.on(links(element).toArray(Column[]::new)));
    }
}
