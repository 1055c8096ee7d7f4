package dev.flattensync.flatten;

import dev.flattensync.mapping.DocumentMapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a batch does to one document. */
public sealed interface DocumentWork {

    /** The document is new. */
    record Insert(FlatElement document) implements DocumentWork {}

    /**
     * The document may have rows, and becomes this one.
     *
     * @param documentId its canonical id
     * @param document empty if there is none any more
     */
    record Rewrite(String documentId, Optional<FlatElement> document) implements DocumentWork {}

    /** The document goes, with all its rows. */
    record Delete(String documentId) implements DocumentWork {}

    /**
     * Parts of the document change.
     *
     * @param documentId its canonical id
     * @param changes in the order of the stream
     */
    record Patch(String documentId, List<ElementChange> changes) implements DocumentWork {

        /** Copies the changes. */
        public Patch {
            changes = List.copyOf(changes);
        }

        /**
         * The document after the changes, as far as it is known without reading anything: where one array of it is set
         * as a whole, and all other changes that go through what would be read come after that. Of the document itself
         * only the id is known.
         *
         * @param known what the document's rows are known to hold
         * @throws MappingViolationException if a value does not fit the mapping
         */
        public Optional<PartialDocument> overwritten(DocumentMapping mapping, List<Region> regions, KnownRows known) {
            boolean whole = regions.size() == 1
                    && regions.get(0) instanceof Region.Below below
                    && below.position().isEmpty()
                    && below.parent().positions().isEmpty()
                    && general(regions).get(0) instanceof ElementChange.SetArray set
                    && Region.array(set.target(), set.array()).equals(below);
            return whole
                    ? Optional.of(applyTo(
                            new PartialDocument(FlatElement.unread(mapping.root(), documentId), known), regions))
                    : Optional.empty();
        }

        /** What must be read: the smallest set of regions that holds every change that restructures. */
        public List<Region> regions() {
            Set<Region> candidates = new LinkedHashSet<>();
            changes.forEach(change -> change.region().ifPresent(candidates::add));
            if (candidates.size() < 2) {
                return List.copyOf(candidates);
            }
            return candidates.stream()
                    .filter(region ->
                            candidates.stream().noneMatch(other -> !other.equals(region) && other.contains(region)))
                    .toList();
        }

        /**
         * The changes that go through a region that is read: those that restructure, and the sets of scalars within.
         */
        public List<ElementChange> general(List<Region> regions) {
            return changes.stream().filter(change -> isGeneral(change, regions)).toList();
        }

        /**
         * The scalar sets outside of all regions, the last one of each field: element by element, field index to value.
         */
        public Map<ElementAddress, Map<Integer, Object>> direct(List<Region> regions) {
            Map<ElementAddress, Map<Integer, Object>> direct = new LinkedHashMap<>();
            for (ElementChange change : changes) {
                if (!isGeneral(change, regions) && change instanceof ElementChange.SetField set) {
                    direct.computeIfAbsent(set.target(), address -> new LinkedHashMap<>())
                            .put(set.field(), set.value());
                }
            }
            return direct;
        }

        /** The document after the changes that go through what was read. */
        public PartialDocument applyTo(PartialDocument read, List<Region> regions) {
            return read.after(general(regions));
        }

        private static boolean isGeneral(ElementChange change, List<Region> regions) {
            return change.region().isPresent() || regions.stream().anyMatch(region -> region.contains(change.target()));
        }
    }
}
