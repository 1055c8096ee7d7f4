package dev.flattensync.flatten;

import java.util.ArrayList;
import java.util.List;

/** Folds the updates of one document: what is overwritten as a whole later on is left out. */
final class PatchFold {
    private final String documentId;
    private final KnownRows known;
    private final List<ElementChange> changes = new ArrayList<>();

    /**
     * @param documentId the document's canonical id
     * @param known what its rows are known to hold
     */
    PatchFold(String documentId, KnownRows known) {
        this.documentId = documentId;
        this.known = known;
    }

    /**
     * Adds the changes of one update.
     *
     * @throws MappingViolationException if a change that is left out does not fit the mapping
     */
    void add(List<ElementChange> more) {
        for (ElementChange change : more) {
            if (change instanceof ElementChange.SetArray set) {
                Region overwritten = Region.array(set.target(), set.array());
                // All or none: one may need what another one made.
                if (changes.stream()
                        .filter(earlier -> isWithin(earlier, overwritten))
                        .allMatch(this::isSafelyLost)) {
                    changes.removeIf(earlier -> isWithin(earlier, overwritten));
                }
            }
            changes.add(change);
        }
    }

    /** All changes so far. */
    DocumentWork.Patch patch() {
        return new DocumentWork.Patch(documentId, changes);
    }

    private static boolean isWithin(ElementChange change, Region region) {
        return change.region().map(region::contains).orElseGet(() -> region.contains(change.target()));
    }

    /** Whether it matters no more: not even what it may hold that does not fit. */
    private boolean isSafelyLost(ElementChange change) {
        if (change instanceof ElementChange.SetElement || change instanceof ElementChange.SetArray) {
            PartialDocument.requireFit(documentId, change, known);
            return true;
        }
        return change instanceof ElementChange.SetField || change instanceof ElementChange.Truncate;
    }
}
