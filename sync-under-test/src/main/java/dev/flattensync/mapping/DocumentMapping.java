package dev.flattensync.mapping;

import java.util.List;
import java.util.stream.Stream;

/** How the documents of one collection become rows: a tree of elements, to any depth. */
public final class DocumentMapping {
    private final String collection;
    private final ElementMapping root;
    private final List<ElementMapping> elements;
    private final List<String> dottedNames;

    /**
     * @param collection the collection's name
     * @param root the element that stands for a whole document
     */
    public DocumentMapping(String collection, ElementMapping root) {
        this.collection = collection;
        this.root = root;
        this.elements = root.subtree().toList();
        this.dottedNames = root.subtree()
                .flatMap(element -> Stream.concat(
                        element.arrayPath().stream(),
                        element.fields().stream().flatMap(field -> field.path().stream())))
                .filter(name -> name.contains("."))
                .distinct()
                .toList();
    }

    /** The collection's name. */
    public String collection() {
        return collection;
    }

    /** The element that stands for a whole document. */
    public ElementMapping root() {
        return root;
    }

    /** All elements of the tree, a parent before its children. */
    public List<ElementMapping> elements() {
        return elements;
    }

    /** The mapped names of fields that hold a dot, which the paths of an event may hide. */
    public List<String> dottedNames() {
        return dottedNames;
    }
}
