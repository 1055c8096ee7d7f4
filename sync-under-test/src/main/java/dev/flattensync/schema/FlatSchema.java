package dev.flattensync.schema;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A way to link the rows of embedded elements to the rows of what embeds them. All else about the tables, and every
 * statement, follows from it and the mapping.
 */
public sealed interface FlatSchema permits ParentLink, AncestorChain, RootLink {

    /** All flat schemas, in the order of their names. */
    static List<FlatSchema> all() {
        return List.of(new ParentLink(), new AncestorChain(), new RootLink());
    }

    /** The flat schema of that name, if there is one. */
    static Optional<FlatSchema> named(String name) {
        return all().stream().filter(schema -> schema.name().equals(name)).findFirst();
    }

    /** The name used in configuration and reports: {@code schema1}. */
    String name();

    /** The columns that link an element to its ancestors; none for the root. */
    List<Column> links(ElementMapping element);

    /** The indexes of an element's table. */
    List<Index> indexes(ElementMapping element);

    /** The column that holds the id of an ancestor. */
    static Column id(ElementMapping ancestor) {
        return new Column(ancestor.link() + "_id", FieldType.TEXT, new ColumnSource.Id(ancestor.depth()));
    }

    /** The column that holds the position inside an ancestor's array, of that ancestor's child in the chain. */
    static Column positionIn(ElementMapping ancestor) {
        return new Column(
                ancestor.link() + "_index", FieldType.INTEGER, new ColumnSource.Position(ancestor.depth() + 1));
    }

    /** The element's own id, unique in its table. */
    static Index uniqueId() {
        return new Index(List.of("_id"), true);
    }

    /** An index on columns that many rows may share. */
    static Index on(Column... columns) {
        return new Index(Arrays.stream(columns).map(Column::name).toList(), false);
    }
}
