package dev.flattensync.flatten;

import dev.flattensync.schema.RowChain;
import java.util.ArrayList;
import java.util.List;

/** The element that a walk over a tree stands at, and its ancestors. One mutable chain serves the whole walk. */
final class ElementChain implements RowChain {
    private final List<FlatElement> elements = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();

    void enter(FlatElement element, int position) {
        elements.add(element);
        positions.add(position);
    }

    void leave() {
        elements.remove(elements.size() - 1);
        positions.remove(positions.size() - 1);
    }

    @Override
    public String id(int depth) {
        return elements.get(depth).id();
    }

    @Override
    public int position(int depth) {
        return positions.get(depth);
    }

    @Override
    public List<Object> values() {
        return elements.get(elements.size() - 1).values();
    }
}
