package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import java.util.List;
import java.util.OptionalInt;

/** The part of a document that a change may restructure, and that must therefore be read before. */
public sealed interface Region {

    /** Whether the element, or the element that it is a part of, is in this region. */
    boolean contains(ElementAddress address);

    /** Whether the other region is a part of this one, or the same. */
    boolean contains(Region other);

    /** Whether it is one row at most. */
    boolean isSingleRow();

    /** One element with all below it. */
    static Region element(ElementAddress address) {
        return new Below(address.parent(), address.mapping(), OptionalInt.of(address.position()));
    }

    /** A whole array with all below it. */
    static Region array(ElementAddress parent, ElementMapping array) {
        return new Below(parent, array, OptionalInt.empty());
    }

    /**
     * The row of one element alone, without what it embeds.
     *
     * @param address the element
     */
    record Row(ElementAddress address) implements Region {
        @Override
        public boolean contains(ElementAddress other) {
            return address.equals(other);
        }

        @Override
        public boolean contains(Region other) {
            return equals(other);
        }

        @Override
        public boolean isSingleRow() {
            return true;
        }
    }

    /**
     * A whole embedded array, or one element of it, with all below.
     *
     * @param parent the element that embeds the array
     * @param array the array
     * @param position the element; empty for the whole array
     */
    record Below(ElementAddress parent, ElementMapping array, OptionalInt position) implements Region {

        /**
         * The known positions of everything in the region: those of the parent, and the element's own if it is one
         * element.
         */
        public List<Integer> boundPositions() {
            return position.isPresent() ? element().positions() : parent.positions();
        }

        /** The element, if it is one. */
        public ElementAddress element() {
            return parent.element(array, position.orElseThrow());
        }

        @Override
        public boolean isSingleRow() {
            return position.isPresent() && array.arrays().isEmpty();
        }

        @Override
        public boolean contains(ElementAddress address) {
            List<Integer> bound = boundPositions();
            return address.mapping().depth() >= array.depth()
                    && address.mapping().chain().get(array.depth()) == array
                    && address.positions().subList(0, bound.size()).equals(bound);
        }

        @Override
        public boolean contains(Region other) {
            if (other instanceof Row row) {
                return contains(row.address());
            }
            Below below = (Below) other;
            if (below.position.isPresent()) {
                return contains(below.element());
            }
            return contains(below.parent) || position.isEmpty() && array == below.array && parent.equals(below.parent);
        }
    }
}
