package dev.flattensync.stress.primary.update;

import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.stress.primary.value.BsonSize;
import dev.flattensync.stress.primary.value.ExactValues;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What differs between a document before and after a pipeline update, as the server writes it to its log: fields by
 * their names and in their order, elements of arrays by their positions. Where the difference of a document or an array
 * takes no fewer bytes than the thing itself, the thing is written whole.
 *
 * <p>Source: the server's calculation of {@code $v: 2} entries and its sizes (document_diff_calculator and
 * document_diff_serialization).
 */
final class DocumentDifference {
    /** What an entry takes besides the difference. */
    private static final int ENTRY_BYTES = 15;

    private static final int EMPTY_DOCUMENT_BYTES = 5;
    /** An empty document with the mark of an array. */
    private static final int EMPTY_ARRAY_BYTES = 9;
    /** The document around all insertions, or all updates, or all removals. */
    private static final int SECTION_BYTES = 8;
    /** A type, and the end of a name. */
    private static final int FIELD_BYTES = 2;
    /** The letter before the name of a nested difference, or before a position. */
    private static final int PREFIX_BYTES = 1;

    private static final int REMOVAL_BYTES = 1;
    private static final int NEW_SIZE_BYTES = 7;

    private int bytes;
    private final List<BiConsumer<ChangePath, Description>> updates = new ArrayList<>();
    private final List<BiConsumer<ChangePath, Description>> insertions = new ArrayList<>();
    private final List<BiConsumer<ChangePath, Description>> removals = new ArrayList<>();
    private final List<BiConsumer<ChangePath, Description>> nested = new ArrayList<>();

    private DocumentDifference(int bytes) {
        this.bytes = bytes;
    }

    /** The description of the difference; empty if the whole document is not larger. */
    static Optional<UpdateDescription> between(BsonDocument before, BsonDocument after) {
        return ofDocuments(before, after, ENTRY_BYTES).map(difference -> {
            Description description = new Description();
            difference.describe(null, description);
            return description.toUpdateDescription();
        });
    }

    private static Optional<DocumentDifference> ofDocuments(BsonDocument before, BsonDocument after, int padding) {
        DocumentDifference difference = new DocumentDifference(padding + EMPTY_DOCUMENT_BYTES);
        difference.compareFields(before, after.entrySet().iterator());
        return difference.ifSmallerThan(after);
    }

    private static Optional<DocumentDifference> ofArrays(BsonArray before, BsonArray after) {
        DocumentDifference difference = new DocumentDifference(EMPTY_ARRAY_BYTES);
        difference.compareElements(before, after);
        return difference.ifSmallerThan(after);
    }

    private Optional<DocumentDifference> ifSmallerThan(BsonValue after) {
        return bytes < BsonSize.of(after) ? Optional.of(this) : Optional.empty();
    }

    /** A field that is not where it was comes last, as an insertion, with all that follow it. */
    private void compareFields(BsonDocument before, Iterator<Map.Entry<String, BsonValue>> rest) {
        TreeSet<String> gone = new TreeSet<>();
        Map.Entry<String, BsonValue> next = rest.hasNext() ? rest.next() : null;
        for (Map.Entry<String, BsonValue> field : before.entrySet()) {
            if (next != null && field.getKey().equals(next.getKey())) {
                compareField(field.getKey(), field.getValue(), next.getValue());
                next = rest.hasNext() ? rest.next() : null;
            } else {
                gone.add(field.getKey());
            }
        }
        while (next != null) {
            insert(next.getKey(), next.getValue());
            gone.remove(next.getKey());
            next = rest.hasNext() ? rest.next() : null;
        }
        gone.forEach(this::remove);
    }

    private void compareField(String name, BsonValue before, BsonValue after) {
        if (ExactValues.same(before, after)) {
            return;
        }
        Optional<DocumentDifference> inner = ofContainers(before, after);
        if (inner.isPresent()) {
            nest(inner.get(), BsonSize.ofName(name), outer -> ChangePath.field(outer, name));
        } else {
            section(updates);
            bytes += FIELD_BYTES + BsonSize.ofName(name) + BsonSize.of(after);
            updates.add((outer, description) -> description.updated(ChangePath.field(outer, name), after));
        }
    }

    private void insert(String name, BsonValue value) {
        section(insertions);
        bytes += FIELD_BYTES + BsonSize.ofName(name) + BsonSize.of(value);
        insertions.add((outer, description) -> description.updated(ChangePath.field(outer, name), value));
    }

    private void remove(String name) {
        section(removals);
        bytes += FIELD_BYTES + BsonSize.ofName(name) + REMOVAL_BYTES;
        removals.add((outer, description) -> description.removed(ChangePath.field(outer, name)));
    }

    private void section(List<?> entries) {
        bytes += entries.isEmpty() ? SECTION_BYTES : 0;
    }

    private void compareElements(BsonArray before, BsonArray after) {
        for (int i = 0; i < after.size(); i++) {
            compareElement(i, i < before.size() ? before.get(i) : null, after.get(i));
        }
        if (before.size() > after.size()) {
            bytes += NEW_SIZE_BYTES;
            removals.add((array, description) -> description.truncated(array, after.size()));
        }
    }

    private void compareElement(int position, BsonValue before, BsonValue after) {
        if (ExactValues.same(before, after)) {
            return;
        }
        int digits = String.valueOf(position).length();
        Optional<DocumentDifference> inner = ofContainers(before, after);
        if (inner.isPresent()) {
            nest(inner.get(), digits, outer -> ChangePath.element(outer, position));
        } else {
            bytes += FIELD_BYTES + PREFIX_BYTES + digits + BsonSize.of(after);
            updates.add((outer, description) -> description.updated(ChangePath.element(outer, position), after));
        }
    }

    /** The difference within two documents or two arrays; empty if they are neither or it would not be smaller. */
    private static Optional<DocumentDifference> ofContainers(BsonValue before, BsonValue after) {
        if (before != null && before.isDocument() && after.isDocument()) {
            return ofDocuments(before.asDocument(), after.asDocument(), 0);
        }
        return before != null && before.isArray() && after.isArray()
                ? ofArrays(before.asArray(), after.asArray())
                : Optional.empty();
    }

    private void nest(DocumentDifference inner, int nameBytes, UnaryOperator<ChangePath> path) {
        bytes += FIELD_BYTES + PREFIX_BYTES + nameBytes + inner.bytes;
        nested.add((outer, description) -> inner.describe(path.apply(outer), description));
    }

    private void describe(ChangePath path, Description description) {
        updates.forEach(update -> update.accept(path, description));
        insertions.forEach(insertion -> insertion.accept(path, description));
        removals.forEach(removal -> removal.accept(path, description));
        nested.forEach(difference -> difference.accept(path, description));
    }
}
