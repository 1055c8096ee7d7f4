package dev.flattensync.schema;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code schema1}: each row links to its parent and the position there. Moving an element touches one row; reaching one
 * from the document takes a join for each array in between.
 */
record ParentLink() implements FlatSchema {

    @Override
    public String name() {
        return "schema1";
    }

    @Override
    public List<Column> links(ElementMapping element) {
        return element.parent()
                .map(parent -> List.of(FlatSchema.id(parent), FlatSchema.positionIn(parent)))
                .orElse(List.of());
    }

    @Override
    public List<Index> indexes(ElementMapping element) {
        List<Index> indexes = new ArrayList<>();
        if (element.parent().isEmpty() || !element.arrays().isEmpty()) {
            // Children know their parent by this id alone: were it not unique, two parents would share their children.
            indexes.add(FlatSchema.uniqueId());
        }
        element.parent()
                .ifPresent(parent -> indexes.add(FlatSchema.on(FlatSchema.id(parent), FlatSchema.positionIn(parent))));
        return indexes;
    }
}
