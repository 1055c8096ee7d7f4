package dev.flattensync.digest;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The hashes of an array's elements by position: of each its id, then its fields. The elements embed nothing. */
final class ArrayDigest {
    private final RowHash hash;
    private final String parentId;
    private final List<FieldMapping> fields;
    private final int width;
    private long[] hashes;

    private ArrayDigest(RowHash hash, String parentId, ElementMapping array, int positions) {
        this.hash = hash;
        this.parentId = parentId;
        this.fields = array.fields();
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

    /** The id of the element that embeds the array. */
    String parentId() {
        return parentId;
    }

    /** Whether the rows hold just what this says. */
    boolean holds(BsonArray array) {
        if (array.size() * width > hashes.length) {
            return false;
        }
        int at = 0;
        for (int position = 0; position < array.size(); position++, at += width) {
            if (!holds(at, array.get(position))) {
                return false;
            }
        }
        while (at < hashes.length && hashes[at] == RowHash.NOTHING) {
            at += width;
        }
        return at >= hashes.length;
    }

    private boolean holds(int at, BsonValue element) {
        if (hashes[at] == RowHash.NOTHING || !(element instanceof BsonDocument document)) {
            return hashes[at] == RowHash.NOTHING && Flattener.isNothing(element);
        }
        // Without an id it has one that tells where it sits: let others find that out.
        BsonValue id = document.get("_id");
        if (id == null || !hash.isOfId(hashes[at], id)) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            FieldMapping field = fields.get(i);
            if (!hash.isOf(hashes[at + 1 + i], field.type(), Flattener.valueAt(document, field.path()))) {
                return false;
            }
        }
        return true;
    }

    private static int positions(NavigableMap<Integer, FlatElement> elements) {
        return elements.isEmpty() ? 0 : elements.lastKey() + 1;
    }

    /**
     * What the rows hold, told by the elements that they are to hold. Where they hold other ids than these, or more,
     * that can't be told.
     *
     * @return the very same map if the rows hold just these; else those elements that they hold, fields that differ
     *     being {@link FlatElement#UNKNOWN}; null if it can't be told
     */
    NavigableMap<Integer, FlatElement> stored(NavigableMap<Integer, FlatElement> elements) {
        int told = 0;
        boolean equal = true;
        for (Map.Entry<Integer, FlatElement> entry : elements.entrySet()) {
            FlatElement stored = null;
            if (has(entry.getKey())) {
                stored = stored(entry.getKey() * width, entry.getValue());
                if (stored == null) {
                    return null;
                }
                told++;
            }
            equal &= stored == entry.getValue();
        }
        if (told != count()) {
            return null;
        }
        return equal ? elements : different(elements);
    }

    private NavigableMap<Integer, FlatElement> different(NavigableMap<Integer, FlatElement> elements) {
        NavigableMap<Integer, FlatElement> stored = new TreeMap<>();
        elements.forEach((position, element) -> {
            if (has(position)) {
                stored.put(position, stored(position * width, element));
            }
        });
        return stored;
    }

    private FlatElement stored(int at, FlatElement element) {
        if (hashes[at] != hash.of(element.id())) {
            return null;
        }
        FlatElement stored = element;
        for (int field = 0; field < width - 1; field++) {
            if (hashes[at + 1 + field] != hash.of(element.values().get(field))) {
                stored = stored.withUnknown(field);
            }
        }
        return stored;
    }

    /** How many elements there are. */
    int count() {
        int count = 0;
        for (int at = 0; at < hashes.length; at += width) {
            count += hashes[at] == RowHash.NOTHING ? 0 : 1;
        }
        return count;
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
