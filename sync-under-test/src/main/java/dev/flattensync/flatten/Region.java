package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import java.util.List;
import java.util.OptionalInt;

/**
 * The part of a document that a change may restructure, and that must therefore be read before: a whole embedded array,
 * or one element of it, with all below.
 *
 * @param parent the element that embeds the array
 * @param array the array
 * @param position the element; empty for the whole array
 */
public record Region(ElementAddress parent, ElementMapping array, OptionalInt position) {

    /** One element with all below it. */
    static Region element(ElementAddress address) {
        return new Region(address.parent(), address.mapping(), OptionalInt.of(address.position()));
    }

    /** A whole array with all below it. */
    static Region array(ElementAddress parent, ElementMapping array) {
        return new Region(parent, array, OptionalInt.empty());
    }

    /**
     * The known positions of everything in the region: those of the parent, and the element's own if it is one element.
     */
    public List<Integer> boundPositions() {
        return position.isPresent() ? parent.element(array, position.getAsInt()).positions() : parent.positions();
    }

    /** Whether the element, or the element that it is a part of, is in this region. */
    boolean contains(ElementAddress address) {
        List<Integer> bound = boundPositions();
        return address.mapping().depth() >= array.depth()
                && address.mapping().chain().get(array.depth()) == array
                && address.positions().subList(0, bound.size()).equals(bound);
    }

    /** Whether the other region is a part of this one, or the same. */
    boolean contains(Region other) {
        if (other.position.isPresent()) {
            return contains(other.parent.element(other.array, other.position.getAsInt()));
        }
        return contains(other.parent) || position.isEmpty() && array == other.array && parent.equals(other.parent);
    }
}
