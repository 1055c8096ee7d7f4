package dev.flattensync.flatten;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.mapping.DocumentMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds a batch's events, in their order, into one piece of work per document, so that SQL sees each row at most once.
 *
 * <p>Made for one batch and thrown away with it.
 */
public final class DocumentFold {
    private final DocumentMapping mapping;
    private final Map<String, DocumentWork> work = new LinkedHashMap<>();

    private DocumentFold(DocumentMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Folds events to work.
     *
     * @return at most one piece of work per document
     * @throws MappingViolationException if a value does not fit the mapping
     * @throws UnsupportedChangeException if an update can't be applied
     */
    public static List<DocumentWork> fold(DocumentMapping mapping, List<ChangeEvent> events) {
        DocumentFold fold = new DocumentFold(mapping);
        events.forEach(fold::add);
        return List.copyOf(fold.work.values());
    }

    private void add(ChangeEvent event) {
        String id = CanonicalId.of(event.documentId());
        DocumentWork before = work.get(id);
        DocumentWork after = after(id, before, event);
        if (after == null) {
            work.remove(id);
        } else {
            work.put(id, after);
        }
    }

    /** What the document's work becomes with one more event; null if nothing is left to do. */
    private DocumentWork after(String id, DocumentWork before, ChangeEvent event) {
        if (event instanceof ChangeEvent.Insert insert) {
            FlatElement document = Flattener.document(mapping, insert.document());
            return before == null ? new DocumentWork.Insert(document) : new DocumentWork.Rewrite(document);
        }
        if (event instanceof ChangeEvent.Replace replace) {
            FlatElement document = Flattener.document(mapping, replace.document());
            return before instanceof DocumentWork.Insert
                    ? new DocumentWork.Insert(document)
                    : new DocumentWork.Rewrite(document);
        }
        if (event instanceof ChangeEvent.Delete) {
            return before instanceof DocumentWork.Insert ? null : new DocumentWork.Delete(id);
        }
        return afterUpdate(
                id,
                before,
                DocumentPatch.of(mapping, id, ((ChangeEvent.Update) event).description())
                        .changes());
    }

    private DocumentWork afterUpdate(String id, DocumentWork before, List<ElementChange> changes) {
        if (before instanceof DocumentWork.Insert insert) {
            return new DocumentWork.Insert(
                    new PartialDocument(insert.document()).after(changes).root());
        }
        if (before instanceof DocumentWork.Rewrite rewrite) {
            return new DocumentWork.Rewrite(
                    new PartialDocument(rewrite.document()).after(changes).root());
        }
        if (before instanceof DocumentWork.Delete) {
            throw new UnsupportedChangeException(
                    "expected no update of document \"%s\" after its delete, found one".formatted(id));
        }
        List<ElementChange> all =
                new ArrayList<>(before instanceof DocumentWork.Patch patch ? patch.changes() : List.of());
        all.addAll(changes);
        return new DocumentWork.Patch(id, all);
    }
}
