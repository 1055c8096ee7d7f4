package dev.flattensync.flatten;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.DocumentMapping;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonValue;

/**
 * Folds a batch's events, in their order, into one piece of work per document, so that SQL sees each row at most once.
 *
 * <p>A document whose events alone don't tell what becomes of its rows is to be looked up, and all its events of the
 * batch are dropped for that. Made for one batch and thrown away with it.
 */
public final class DocumentFold {
    private final DocumentMapping mapping;
    private final BiPredicate<String, ChangeEvent.OfDocument> needsLookup;
    private final Predicate<MappingViolationException> lookUpInstead;
    private final Function<String, KnownRows> known;
    /** Patches here are empty: what they are is in the next map. */
    private final Map<String, DocumentWork> work = new LinkedHashMap<>();

    private final Map<String, PatchFold> patches = new HashMap<>();
    private final Map<String, BsonValue> lookups = new LinkedHashMap<>();
    private final Map<String, BsonValue> ids = new LinkedHashMap<>();

    private DocumentFold(
            DocumentMapping mapping,
            BiPredicate<String, ChangeEvent.OfDocument> needsLookup,
            Predicate<MappingViolationException> lookUpInstead,
            Function<String, KnownRows> known) {
        this.mapping = mapping;
        this.needsLookup = needsLookup;
        this.lookUpInstead = lookUpInstead;
        this.known = known;
    }

    /**
     * Folds events to work.
     *
     * @param needsLookup whether a document, by its canonical id, must be looked up, whatever an event says
     * @param lookUpInstead whether a document with an event that does not fit the mapping is to be looked up; else the
     *     violation is thrown
     * @param known what a document's rows are known to hold, by its canonical id
     * @throws MappingViolationException if a value does not fit the mapping
     */
    public static DocumentFold of(
            DocumentMapping mapping,
            List<ChangeEvent.OfDocument> events,
            BiPredicate<String, ChangeEvent.OfDocument> needsLookup,
            Predicate<MappingViolationException> lookUpInstead,
            Function<String, KnownRows> known) {
        DocumentFold fold = new DocumentFold(mapping, needsLookup, lookUpInstead, known);
        events.forEach(fold::add);
        return fold;
    }

    /** At most one piece of work per document. */
    public List<DocumentWork> work() {
        return work.values().stream()
                .map(one -> one instanceof DocumentWork.Patch patch
                        ? patches.get(patch.documentId()).patch()
                        : one)
                .toList();
    }

    /** The documents to look up. */
    public List<BsonValue> lookups() {
        return List.copyOf(lookups.values());
    }

    /** Has a document looked up after all, whose work turned out not to be possible without. */
    public void lookUp(String documentId) {
        work.remove(documentId);
        lookups.put(documentId, ids.get(documentId));
    }

    private void add(ChangeEvent.OfDocument event) {
        String id = CanonicalId.of(event.documentId());
        ids.put(id, event.documentId());
        if (lookups.containsKey(id)) {
            return;
        }
        if (event instanceof ChangeEvent.Touch || needsLookup.test(id, event)) {
            lookUp(id);
            return;
        }
        try {
            DocumentWork after = after(id, work.get(id), event);
            if (after == null) {
                work.remove(id);
            } else {
                work.put(id, after);
            }
        } catch (MappingViolationException e) {
            if (!lookUpInstead.test(e)) {
                throw e;
            }
            lookUp(id);
        } catch (UnsupportedChangeException e) {
            lookUp(id);
        }
    }

    /** What the document's work becomes with one more event; null if nothing is left to do. */
    private DocumentWork after(String id, DocumentWork before, ChangeEvent.OfDocument event) {
        if (event instanceof ChangeEvent.Insert insert) {
            FlatElement document = Flattener.document(mapping, insert.document(), known);
            return before == null ? new DocumentWork.Insert(document) : rewrite(document);
        }
        if (event instanceof ChangeEvent.Replace replace) {
            FlatElement document = Flattener.document(mapping, replace.document(), known);
            return before instanceof DocumentWork.Insert ? new DocumentWork.Insert(document) : rewrite(document);
        }
        if (event instanceof ChangeEvent.Delete) {
            return before instanceof DocumentWork.Insert ? null : new DocumentWork.Delete(id);
        }
        ChangeEvent.Update update = (ChangeEvent.Update) event;
        return afterUpdate(
                id, before, DocumentPatch.of(mapping, id, update.description()).changes());
    }

    private static DocumentWork rewrite(FlatElement document) {
        return new DocumentWork.Rewrite(document.id(), Optional.of(document));
    }

    private DocumentWork afterUpdate(String id, DocumentWork before, List<ElementChange> changes) {
        if (before instanceof DocumentWork.Insert insert) {
            return new DocumentWork.Insert(
                    new PartialDocument(insert.document()).after(changes).root());
        }
        if (before instanceof DocumentWork.Rewrite rewrite && rewrite.document().isPresent()) {
            return rewrite(
                    new PartialDocument(rewrite.document().get()).after(changes).root());
        }
        if (before instanceof DocumentWork.Delete) {
            throw new UnsupportedChangeException(
                    "expected no update of document \"%s\" after its delete, found one".formatted(id));
        }
        DocumentWork patch = before instanceof DocumentWork.Patch ? before : new DocumentWork.Patch(id, List.of());
        if (patch != before) {
            patches.put(id, new PatchFold(id, known.apply(id)));
        }
        patches.get(id).add(changes);
        return patch;
    }
}
