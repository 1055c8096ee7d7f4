package dev.flattensync.mapping;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One kind of element in the mapping tree: the documents of the collection at the root, below them the elements of each
 * embedded array. Each kind has a table of its own.
 *
 * <p>Compared by identity: a mapping tree is read once and shared.
 */
public final class ElementMapping {
    private final Optional<ElementMapping> parent;
    private final String name;
    private final String table;
    private final String link;
    private final List<String> arrayPath;
    private final List<FieldMapping> fields;
    private final List<ElementMapping> arrays;
    private final List<ElementMapping> chain;

    /**
     * @param parent what embeds this element; empty for the root
     * @param name one element in the singular: {@code comment}
     * @param table its table: {@code comments}
     * @param link the prefix of the columns by which descendants link to it: {@code p} gives {@code p_id} and
     *     {@code p_index}
     * @param arrayPath the field of the parent that holds the array, as in {@link FieldMapping#path()}; empty for the
     *     root
     * @param fields the mapped scalars, in the order of their columns
     * @param arrays makes the embedded arrays, given this element as their parent
     */
    public ElementMapping(
            Optional<ElementMapping> parent,
            String name,
            String table,
            String link,
            List<String> arrayPath,
            List<FieldMapping> fields,
            Function<ElementMapping, List<ElementMapping>> arrays) {
        this.parent = parent;
        this.name = name;
        this.table = table;
        this.link = link;
        this.arrayPath = List.copyOf(arrayPath);
        this.fields = List.copyOf(fields);
        this.chain = Stream.concat(parent.stream().flatMap(p -> p.chain.stream()), Stream.of(this))
                .toList();
        this.arrays = List.copyOf(arrays.apply(this));
    }

    /** What embeds this element; empty for the root. */
    public Optional<ElementMapping> parent() {
        return parent;
    }

    /** One element in the singular. */
    public String name() {
        return name;
    }

    /** The name of its table. */
    public String table() {
        return table;
    }

    /** The prefix of the columns by which descendants link to it. */
    public String link() {
        return link;
    }

    /** The field of the parent that holds the array; empty for the root. */
    public List<String> arrayPath() {
        return arrayPath;
    }

    /** The mapped scalars, in the order of their columns. */
    public List<FieldMapping> fields() {
        return fields;
    }

    /** The embedded arrays. */
    public List<ElementMapping> arrays() {
        return arrays;
    }

    /** The number of arrays around this element: 0 for the root. */
    public int depth() {
        return chain.size() - 1;
    }

    /** From the root to this element, both included; the ancestor of depth d is at index d. */
    public List<ElementMapping> chain() {
        return chain;
    }

    /** This element and all below it, outermost first. */
    public Stream<ElementMapping> subtree() {
        return Stream.concat(Stream.of(this), arrays.stream().flatMap(ElementMapping::subtree));
    }

    @Override
    public String toString() {
        return name;
    }
}
