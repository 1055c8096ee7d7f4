package dev.flattensync.digest;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.mapping.ElementMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** The hashes of an array's elements by position: of each its id, then its fields. The elements embed nothing. */
final class ArrayDigest {
    private final RowHash hash;
    private final String parentId;
    private final int width;
    private long[] hashes;

    private ArrayDigest(RowHash hash, String parentId, ElementMapping array, int positions) {
        this.hash = hash;
        this.parentId = parentId;
        this.width = 1 + array.fields().size();
        this.hashes = new long[positions * width];
    }

    /** @param parentId the id of the element that embeds the array */
    static ArrayDigest of(
            RowHash hash, String parentId, ElementMapping array, NavigableMap<Integer, FlatElement> elements) {
        ArrayDigest digest = new ArrayDigest(hash, parentId, array, positions(elements));
        elements.forEach(digest::put);
        return digest;
    }

    private static int positions(NavigableMap<Integer, FlatElement> elements) {
        return elements.isEmpty() ? 0 : elements.lastKey() + 1;
    }

    /** Whether the array is that element's, and holds just these elements. */
    boolean matches(String id, NavigableMap<Integer, FlatElement> elements) {
        if (!parentId.equals(id) || positions(elements) * width > hashes.length) {
            return false;
        }
        int next = 0;
        for (Map.Entry<Integer, FlatElement> entry : elements.entrySet()) {
            int at = entry.getKey() * width;
            if (!isNothing(next, at) || !matches(at, entry.getValue())) {
                return false;
            }
            next = at + width;
        }
        return isNothing(next, hashes.length);
    }

    private boolean isNothing(int from, int to) {
        for (int i = from; i < to; i++) {
            if (hashes[i] != RowHash.NOTHING) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(int at, FlatElement element) {
        if (hashes[at] != hash.of(element.id())) {
            return false;
        }
        List<Object> values = element.values();
        for (int field = 0; field < values.size(); field++) {
            if (hashes[at + 1 + field] != hash.of(values.get(field))) {
                return false;
            }
        }
        return true;
    }

    /** An element is set; null for a hole. */
    void put(int position, FlatElement element) {
        int at = position * width;
        if (at + width > hashes.length) {
            // Room for some more pushes.
            hashes = Arrays.copyOf(hashes, Math.max(at + width, hashes.length + (hashes.length >> 3)));
        }
        if (element == null) {
            Arrays.fill(hashes, at, at + width, RowHash.NOTHING);
            return;
        }
        hashes[at] = hash.of(element.id());
        List<Object> values = element.values();
        for (int field = 0; field < values.size(); field++) {
            hashes[at + 1 + field] = hash.of(values.get(field));
        }
    }

    /** A field of an element is set, of which nothing else is known. */
    void set(int position, int field, Object value) {
        hashes[position * width + 1 + field] = hash.of(value);
    }

    /** Whether there is an element. */
    boolean has(int position) {
        int at = position * width;
        return at < hashes.length && hashes[at] != RowHash.NOTHING;
    }

    /** How many hashes it holds. */
    int size() {
        return hashes.length;
    }
}
