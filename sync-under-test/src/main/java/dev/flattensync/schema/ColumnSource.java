package dev.flattensync.schema;

/** Where a column takes its value from, seen from the element that a row stands for. */
public sealed interface ColumnSource {

    /** The value for an element and its ancestors. */
    Object value(RowChain chain);

    /** The id of the ancestor of that depth; the element's own id where the depth is its own. */
    record Id(int depth) implements ColumnSource {
        @Override
        public Object value(RowChain chain) {
            return chain.id(depth);
        }
    }

    /**
     * The position, in its array, of the ancestor of that depth (1 is right below the document); the element's own
     * where the depth is its own.
     */
    record Position(int depth) implements ColumnSource {
        @Override
        public Object value(RowChain chain) {
            return chain.position(depth);
        }
    }

    /** A mapped scalar, by its index in the mapping's fields. */
    record Field(int index) implements ColumnSource {
        @Override
        public Object value(RowChain chain) {
            return chain.values().get(index);
        }
    }
}
