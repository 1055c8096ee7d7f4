package dev.flattensync.flatten;

import dev.flattensync.schema.RowChain;
import java.util.ArrayList;
import java.util.List;

/**
 * An element and the chain of those that embed it: all that its row holds.
 *
 * @param parent what embeds it; null for the document itself
 * @param element the element
 * @param position its position in the array around it; of no meaning for the document itself
 */
record PlacedElement(PlacedElement parent, FlatElement element, int position) implements RowChain {

    static PlacedElement root(FlatElement document) {
        return new PlacedElement(null, document, 0);
    }

    PlacedElement child(FlatElement child, int childPosition) {
        return new PlacedElement(this, child, childPosition);
    }

    @Override
    public String id(int depth) {
        return ancestor(depth).element.id();
    }

    @Override
    public int position(int depth) {
        return ancestor(depth).position;
    }

    /** Its position in each array around it, outermost first. */
    List<Integer> positions() {
        List<Integer> positions = new ArrayList<>(element.mapping().depth());
        for (int depth = 1; depth <= element.mapping().depth(); depth++) {
            positions.add(position(depth));
        }
        return positions;
    }

    @Override
    public List<Object> values() {
        return element.values();
    }

    private PlacedElement ancestor(int depth) {
        PlacedElement ancestor = this;
        for (int d = element.mapping().depth(); d > depth; d--) {
            ancestor = ancestor.parent;
        }
        return ancestor;
    }
}
