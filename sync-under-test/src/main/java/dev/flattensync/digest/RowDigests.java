package dev.flattensync.digest;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.KnownRows;
import dev.flattensync.flatten.Region;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Supplier;
import org.bson.BsonArray;

/**
 * Remembers by hashes what the rows of a partition's documents hold, of the innermost arrays, which are nearly all
 * rows.
 *
 * <p>It follows each change within the transaction that writes it. If that is not committed, all must be forgotten.
 * What is not known here is read, so anything may be forgotten at any time; the documents that were not used for the
 * longest time go when there are too many hashes. Used by one thread at a time.
 */
public final class RowDigests {
    private final RowHash hash = new RowHash();
    private final long capacity;
    private final Map<String, DocumentDigest> documents = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** @param capacity the most hashes, one for each id and field, of 8 bytes each */
    public RowDigests(long capacity) {
        this.capacity = capacity;
    }

    /**
     * What the rows of a document are known to hold, until they are changed: a whole array can be recognised.
     *
     * @param documentId its canonical id
     */
    public KnownRows of(String documentId) {
        return (array, parentId, value, elements) -> {
            DocumentDigest digest = documents.get(documentId);
            return digest == null ? null : recognised(digest, array, parentId, value, elements);
        };
    }

    private static EmbeddedArray recognised(
            DocumentDigest digest,
            ElementMapping array,
            String parentId,
            BsonArray value,
            Supplier<NavigableMap<Integer, FlatElement>> elements) {
        try {
            return digest.recognised(array, parentId, value, elements);
        } catch (UnfitValueException e) {
            // The rows hold nothing that does not fit.
            return null;
        }
    }

    /**
     * What the rows of an array hold, told by the elements that they are to hold.
     *
     * @param array an array whose elements embed nothing
     * @param positions where the element sits that embeds it
     * @param parentId that element's id
     * @param expected what it is to hold
     * @return the very same array if it holds just this; else the elements that it holds, fields that differ being
     *     {@link FlatElement#UNKNOWN}; null if that is not known, or it holds others
     */
    public EmbeddedArray stored(
            String documentId, ElementMapping array, List<Integer> positions, String parentId, EmbeddedArray expected) {
        DocumentDigest digest = documents.get(documentId);
        return digest == null ? null : digest.stored(array, positions, parentId, expected);
    }

    /** The rows of a document are just those of this one. */
    public void put(FlatElement document) {
        DocumentDigest digest = ofDocument(document.id());
        long before = digest.size();
        digest.put(document);
        grown(digest.size() - before);
    }

    /** The rows of some regions of a document are those of this one. */
    public void put(FlatElement document, List<Region> regions) {
        if (!documents.containsKey(document.id()) && regions.stream().allMatch(Region::isSingleRow)) {
            // A row says nothing of the rest of its array, of which nothing is known.
            return;
        }
        DocumentDigest digest = ofDocument(document.id());
        long before = digest.size();
        digest.put(document, regions);
        grown(digest.size() - before);
    }

    private DocumentDigest ofDocument(String documentId) {
        return documents.computeIfAbsent(documentId, id -> {
            DocumentDigest digest = new DocumentDigest(hash);
            size += digest.size();
            return digest;
        });
    }

    /** Fields of a row are set. */
    public void set(String documentId, ElementAddress address, Map<Integer, Object> values) {
        DocumentDigest digest = documents.get(documentId);
        if (digest != null && !address.positions().isEmpty()) {
            long before = digest.size();
            digest.set(address, values);
            grown(digest.size() - before);
        }
    }

    /** Nothing is known of a document any more, or it is gone. */
    public void forget(String documentId) {
        DocumentDigest digest = documents.remove(documentId);
        if (digest != null) {
            size -= digest.size();
        }
    }

    /** Nothing is known any more. */
    public void clear() {
        documents.clear();
        size = 0;
    }

    private void grown(long by) {
        size += by;
        Iterator<DocumentDigest> oldest = documents.values().iterator();
        while (size > capacity) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }
}
