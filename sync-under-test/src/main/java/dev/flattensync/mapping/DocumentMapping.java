package dev.flattensync.mapping;

import java.util.List;

/**
 * How the documents of one collection become rows: a tree of elements, to any depth.
 *
 * @param collection the collection's name
 * @param root the element that stands for a whole document
 */
public record DocumentMapping(String collection, ElementMapping root) {

    /** All elements of the tree, a parent before its children. */
    public List<ElementMapping> elements() {
        return root.subtree().toList();
    }
}
