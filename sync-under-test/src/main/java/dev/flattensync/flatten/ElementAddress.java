package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an element sits in its document.
 *
 * @param mapping what kind of element it is
 * @param positions its position in each array around it, outermost first; as many as the mapping is deep, so none for
 *     the document itself
 */
public record ElementAddress(ElementMapping mapping, List<Integer> positions) {

    /** Copies the positions and checks their number. */
    public ElementAddress {
        positions = List.copyOf(positions);
        if (positions.size() != mapping.depth()) {
            throw new IllegalArgumentException(
                    "%s needs %d positions, found %s".formatted(mapping, mapping.depth(), positions));
        }
    }

    /** The address of the document itself. */
    public static ElementAddress root(ElementMapping root) {
        return new ElementAddress(root, List.of());
    }

    /** The address of an element in an array of this element. */
    public ElementAddress element(ElementMapping array, int position) {
        Integer[] extended = positions.toArray(new Integer[positions.size() + 1]);
        extended[positions.size()] = position;
        return new ElementAddress(array, List.of(extended));
    }

    /** The address of what embeds this element, which must not be the document itself. */
    public ElementAddress parent() {
        return new ElementAddress(mapping.parent().orElseThrow(), positions.subList(0, positions.size() - 1));
    }

    /** The position in the innermost array around it. */
    public int position() {
        return positions.get(positions.size() - 1);
    }

    /** The path as MongoDB writes it: {@code posts.3.comments.5}; empty for the document itself. */
    public String path() {
        return String.join(".", segments());
    }

    /** The path in its parts, positions included. */
    public List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (ElementMapping element : mapping.chain().subList(1, positions.size() + 1)) {
            segments.addAll(element.arrayPath());
            segments.add(String.valueOf(positions.get(element.depth() - 1)));
        }
        return segments;
    }
}
