package dev.flattensync.schema;

import java.util.List;

/** An element and the chain of its ancestors: all that a row of any flat schema can hold. */
public interface RowChain {

    /** The canonical id of the ancestor of that depth; 0 is the document, the element's own depth is itself. */
    String id(int depth);

    /** The position, in its array, of the ancestor of that depth; from 1 to the element's own depth. */
    int position(int depth);

    /** The element's mapped scalars, in the order of the mapping. */
    List<Object> values();
}
