package dev.flattensync.digest;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.KnownRows;
import dev.flattensync.flatten.Region;
import dev.flattensync.mapping.ElementMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.bson.BsonArray;

/** The innermost arrays of one document, as far as they are known. */
final class DocumentDigest {
    private final RowHash hash;
    private final Map<Place, ArrayDigest> arrays = new HashMap<>();
    /** The same arrays by what embeds them, made when they are first asked for after a change; empty if not made. */
    private final Map<Parent, ArrayDigest> byParent = new HashMap<>();
    /** Of what was found to match since the last change, so that it need not be hashed again where it comes to. */
    private final Map<EmbeddedArray, ArrayDigest> matched = new IdentityHashMap<>();

    /** An array: which, in the element on those positions. */
    private record Place(ElementMapping array, List<Integer> positions) {}

    /** An array: which, in the element of that id. No two of a document share one. */
    private record Parent(ElementMapping array, String id) {}

    DocumentDigest(RowHash hash) {
        this.hash = hash;
    }

    /** How much it holds, in hashes; one for itself and for each array, even if that is empty. */
    long size() {
        long size = 1;
        for (ArrayDigest array : arrays.values()) {
            size += 1 + array.size();
        }
        return size;
    }

    /** See {@link RowDigests#stored}. */
    EmbeddedArray stored(ElementMapping array, List<Integer> positions, String parentId, EmbeddedArray expected) {
        ArrayDigest digest = arrays.get(new Place(array, positions));
        if (digest == null || !digest.parentId().equals(parentId)) {
            return null;
        }
        if (digest == matched.get(expected)) {
            return expected;
        }
        NavigableMap<Integer, FlatElement> elements = expected.elements();
        NavigableMap<Integer, FlatElement> stored = digest.stored(elements);
        if (stored == elements) {
            matched.put(expected, digest);
            return expected;
        }
        return stored == null ? null : EmbeddedArray.of(stored);
    }

    /** See {@link KnownRows#recognised}. */
    EmbeddedArray recognised(
            ElementMapping array,
            String parentId,
            BsonArray value,
            Supplier<NavigableMap<Integer, FlatElement>> elements) {
        if (byParent.isEmpty()) {
            arrays.forEach((place, digest) -> byParent.put(new Parent(place.array(), digest.parentId()), digest));
        }
        ArrayDigest digest = byParent.get(new Parent(array, parentId));
        if (digest == null || !digest.holds(value)) {
            return null;
        }
        EmbeddedArray recognised = EmbeddedArray.deferred(digest.count(), elements);
        matched.put(recognised, digest);
        return recognised;
    }

    private void changed() {
        byParent.clear();
        matched.clear();
    }

    void set(ElementAddress address, Map<Integer, Object> values) {
        Place place = new Place(address.mapping(), parent(address));
        ArrayDigest digest = arrays.get(place);
        if (digest == null) {
            return;
        }
        if (digest.has(address.position())) {
            values.forEach((field, value) -> digest.set(address.position(), field, value));
        } else {
            arrays.remove(place);
            byParent.clear();
        }
    }

    /** Takes a whole document as it is now. */
    void put(FlatElement document) {
        arrays.clear();
        putArrays(document, List.of());
        changed();
    }

    /** Takes regions as they are now, from the document that holds them. */
    void put(FlatElement document, List<Region> regions) {
        regions.forEach(region -> put(document, region));
        changed();
    }

    private void put(FlatElement document, Region region) {
        if (region instanceof Region.Row row) {
            ElementAddress address = row.address();
            if (!address.positions().isEmpty() && address.mapping().arrays().isEmpty()) {
                put(address, at(document, address));
            }
        } else if (region instanceof Region.Below below) {
            FlatElement parent = at(document, below.parent());
            List<Integer> positions = below.parent().positions();
            if (below.position().isEmpty()) {
                forgetBelow(below.array(), positions);
                putArray(below.array(), positions, parent);
            } else if (below.array().arrays().isEmpty()) {
                ElementAddress address =
                        below.parent().element(below.array(), below.position().getAsInt());
                put(address, parent.array(below.array()).get(address.position()));
            } else {
                int position = below.position().getAsInt();
                List<Integer> inside = extended(positions, position);
                forgetBelow(below.array(), inside);
                FlatElement element = parent.array(below.array()).get(position);
                if (element != null) {
                    putArrays(element, inside);
                }
            }
        }
    }

    private void put(ElementAddress address, FlatElement element) {
        ArrayDigest digest = arrays.get(new Place(address.mapping(), parent(address)));
        if (digest != null) {
            digest.put(address.position(), element);
        }
    }

    private void putArrays(FlatElement element, List<Integer> positions) {
        for (ElementMapping array : element.mapping().arrays()) {
            putArray(array, positions, element);
        }
    }

    private void putArray(ElementMapping array, List<Integer> positions, FlatElement parent) {
        EmbeddedArray embedded = parent.embedded(array);
        if (array.arrays().isEmpty()) {
            ArrayDigest known = matched.get(embedded);
            arrays.put(
                    new Place(array, positions),
                    known == null ? ArrayDigest.of(hash, parent.id(), array, embedded.elements()) : known);
        } else {
            embedded.elements().forEach((position, element) -> putArrays(element, extended(positions, position)));
        }
    }

    private void forgetBelow(ElementMapping array, List<Integer> positions) {
        arrays.keySet()
                .removeIf(place -> place.array().depth() >= array.depth()
                        && place.array().chain().get(array.depth()) == array
                        && place.positions().size() >= positions.size()
                        && place.positions().subList(0, positions.size()).equals(positions));
    }

    private static FlatElement at(FlatElement document, ElementAddress address) {
        FlatElement at = document;
        for (int depth = 1; depth <= address.mapping().depth(); depth++) {
            at = at.array(address.mapping().chain().get(depth))
                    .get(address.positions().get(depth - 1));
        }
        return at;
    }

    private static List<Integer> parent(ElementAddress address) {
        return address.positions().subList(0, address.positions().size() - 1);
    }

    private static List<Integer> extended(List<Integer> positions, int position) {
        List<Integer> extended = new ArrayList<>(positions);
        extended.add(position);
        return List.copyOf(extended);
    }
}
