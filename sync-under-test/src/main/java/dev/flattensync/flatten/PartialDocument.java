package dev.flattensync.flatten;

import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.UnfitValueException;
import java.util.List;

/**
 * As much of a document as a batch needs to know: the regions that were read in full, and of the elements around them
 * only the ids.
 *
 * @param root the document itself
 * @param known what its rows are known to hold beyond that
 */
public record PartialDocument(FlatElement root, KnownRows known) {

    /** Without knowing more. */
    public PartialDocument(FlatElement root) {
        this(root, KnownRows.NONE);
    }

    /**
     * The document after some changes, which must all lie in what is known.
     *
     * @throws MappingViolationException if a value does not fit the mapping
     * @throws OutOfStepException if a change goes to an element that is not there
     */
    PartialDocument after(List<ElementChange> changes) {
        FlatElement changed = root;
        for (ElementChange change : changes) {
            changed = after(changed, change);
        }
        try {
            ParentIds.unique(changed, Misfits.REFUSED);
        } catch (UnfitValueException e) {
            throw new MappingViolationException(root.id(), e);
        }
        return new PartialDocument(changed, known);
    }

    /**
     * Sees whether a change fits the mapping, whatever it goes to.
     *
     * @param known what the document's rows are known to hold, which fits
     * @throws MappingViolationException if it does not
     */
    static void requireFit(String documentId, ElementChange change, KnownRows known) {
        try {
            change.applyTo(FlatElement.unread(change.target().mapping(), documentId), known);
        } catch (UnfitValueException e) {
            throw misfit(documentId, change, e);
        }
    }

    private static MappingViolationException misfit(String documentId, ElementChange change, UnfitValueException e) {
        String path = change.target().path();
        return new MappingViolationException(documentId, path.isEmpty() ? e : e.below(path));
    }

    private FlatElement after(FlatElement document, ElementChange change) {
        try {
            return replaced(document, change.target(), 0, change);
        } catch (UnfitValueException e) {
            throw misfit(root.id(), change, e);
        }
    }

    /** Copies the way from the element down to the change's target, and nothing else. */
    private FlatElement replaced(FlatElement element, ElementAddress target, int depth, ElementChange change) {
        if (depth == target.positions().size()) {
            return change.applyTo(element, known);
        }
        ElementMapping array = target.mapping().chain().get(depth + 1);
        int position = target.positions().get(depth);
        FlatElement child = element.array(array).get(position);
        if (child == null) {
            throw new OutOfStepException(
                    "expected an element of document \"%s\" at path \"%s\", found none; the tables don't match the stream, take a new snapshot"
                            .formatted(root.id(), target.path()));
        }
        return element.withElement(array, position, replaced(child, target, depth + 1, change));
    }
}
