package dev.flattensync;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.UnsupportedChangeException;
import dev.flattensync.digest.RowDigests;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.DocumentFold;
import dev.flattensync.flatten.DocumentWork;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.flatten.EmbeddedArray;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.KnownRows;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.flatten.PartialDocument;
import dev.flattensync.flatten.Region;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.flatten.RowDifference;
import dev.flattensync.flatten.TakenId;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.DocumentReader;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.MissingRowException;
import dev.flattensync.store.RowWriter;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.UpdateSender;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * One transaction: brings shares of a batch into the tables and moves their partitions' marks. Made for one attempt.
 *
 * <p>The marks move first, which keeps any other sync out. Then: fold the events to work per document; read what
 * restructures; look up what the events don't tell; turn all work into row changes; apply them.
 */
final class BatchTransaction {
    /** Of so many documents the rows, or the documents themselves, are in memory at a time, where they may be many. */
    private static final int AT_ONCE = 32;

    private final Connection connection;
    private final SyncSettings settings;
    private final FlatLayout layout;
    private final ChangeSource source;
    private final List<Share> shares;
    private final boolean safe;
    private final Map<String, Set<TakenId>> taken;
    private final UpdateSender updates;
    private final Checkpoint checkpoint;
    private final SkippedRows skippedRows;
    private final DocumentReader reader;
    private final RowWriter writer;
    private final Map<String, Partition> partitionOf = new HashMap<>();
    private final List<MappingViolationException> skipped = new ArrayList<>();
    private final Map<String, FlatElement> expected = new HashMap<>();

    /**
     * @param connection with pinned plans, not committing by itself
     * @param sql the statements
     * @param safe whether deletes of all documents come before all updates and inserts, so that no order among the
     *     documents matters; costs memory, and a few more rows are written
     * @param taken documents that must be looked up, and the ids that their elements can't have
     */
    BatchTransaction(
            Connection connection,
            FlatSql sql,
            SyncSettings settings,
            ChangeSource source,
            WriteCounter counter,
            List<Share> shares,
            boolean safe,
            Map<String, Set<TakenId>> taken) {
        this.connection = connection;
        this.settings = settings;
        this.layout = settings.layout();
        this.source = source;
        this.shares = shares;
        this.safe = safe;
        this.taken = taken;
        this.updates = new UpdateSender(connection);
        this.checkpoint = new Checkpoint(settings.postgresSchema());
        this.skippedRows = new SkippedRows(settings.postgresSchema());
        this.reader = new DocumentReader(connection, layout, sql, this::stored);
        this.writer = new RowWriter(connection, layout, sql, updates, counter);
    }

    /**
     * Does it all and commits.
     *
     * @return the rows that were left out
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out
     */
    List<MappingViolationException> run() throws SQLException {
        boolean committed = false;
        try {
            commit();
            committed = true;
            return skipped;
        } finally {
            if (!committed) {
                shares.forEach(share -> share.partition().digests().clear());
            }
        }
    }

    private void commit() throws SQLException {
        // By identity: the hash of a share is that of all its events.
        Map<Share, Checkpoint.Mark> marks = new IdentityHashMap<>();
        for (Share share : shares) {
            marks.put(share, share.mark());
            checkpoint.advance(
                    updates, share.partition().number(), share.partition().mark(), marks.get(share));
        }
        List<ChangeEvent.OfDocument> events = new ArrayList<>();
        for (Share share : shares) {
            events.addAll(share.events());
            share.events().forEach(event -> partitionOf.put(CanonicalId.of(event.documentId()), share.partition()));
        }
        if (!events.isEmpty()) {
            apply(events);
        }
        for (Share share : shares) {
            // Documents that were looked up now are newer than the stream, perhaps.
            Checkpoint.Mark mark = share.mark();
            if (!mark.equals(marks.get(share))) {
                checkpoint.advance(updates, share.partition().number(), marks.put(share, mark), mark);
            }
        }
        updates.flush();
        connection.commit();
        marks.forEach(Share::committed);
    }

    private void apply(List<ChangeEvent.OfDocument> events) throws SQLException {
        boolean skip = settings.onViolation() == OnViolation.SKIP;
        Set<String> incomplete = skip ? incomplete() : Set.of();
        DocumentFold fold = DocumentFold.of(
                layout.mapping(),
                events,
                (id, event) -> needsLookup(id, event, incomplete),
                violation -> skip,
                this::knownRows);
        Changes changes = new Changes();
        List<PlannedPatch> small = new ArrayList<>();
        List<PlannedPatch> large = new ArrayList<>();
        List<DocumentWork.Rewrite> rewrites = new ArrayList<>();
        for (DocumentWork work : fold.work()) {
            if (work instanceof DocumentWork.Insert insert) {
                changes.difference.add(null, insert.document());
                digests(insert.document().id()).put(insert.document());
            } else if (work instanceof DocumentWork.Delete delete) {
                changes.rows.deletedDocuments().add(delete.documentId());
                digests(delete.documentId()).forget(delete.documentId());
            } else if (work instanceof DocumentWork.Rewrite rewrite) {
                rewrites.add(rewrite);
            } else if (work instanceof DocumentWork.Patch patch) {
                PlannedPatch planned = new PlannedPatch(patch, patch.regions());
                (planned.readsSingleRows() ? small : large).add(planned);
            }
        }
        patch(small, fold, changes, skip);
        for (List<PlannedPatch> group : groups(large)) {
            patch(group, fold, changes, skip);
            changes = changes.next();
        }
        for (List<DocumentWork.Rewrite> group : groups(rewrites)) {
            rewrite(group, changes);
            changes = changes.next();
        }
        for (List<BsonValue> group : groups(fold.lookups())) {
            rewrite(lookedUp(group, skip), changes);
            changes = changes.next();
        }
        changes.write();
    }

    /** The documents of which rows were left out. */
    private Set<String> incomplete() throws SQLException {
        updates.flush();
        return skippedRows.among(connection, partitionOf.keySet());
    }

    private boolean needsLookup(String id, ChangeEvent.OfDocument event, Set<String> incomplete) {
        return incomplete.contains(id)
                || taken.containsKey(id)
                || partitionOf.get(id).newerRows().mayHold(id, event.position().time());
    }

    private <T> List<List<T>> groups(List<T> all) {
        List<List<T>> groups = new ArrayList<>();
        int size = safe ? Math.max(1, all.size()) : AT_ONCE;
        for (int from = 0; from < all.size(); from += size) {
            groups.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return groups;
    }

    /** A patch and what must be read for it. */
    private record PlannedPatch(DocumentWork.Patch patch, List<Region> regions) {
        boolean readsSingleRows() {
            return regions.stream().allMatch(Region::isSingleRow);
        }
    }

    private void patch(List<PlannedPatch> patches, DocumentFold fold, Changes changes, boolean skip)
            throws SQLException {
        Map<String, List<Region>> regions = new LinkedHashMap<>();
        expected.clear();
        for (PlannedPatch planned : patches) {
            DocumentWork.Patch patch = planned.patch();
            attempt(patch, fold, skip, () -> {
                List<Region> ofPatch = planned.regions();
                patch.overwritten(layout.mapping(), ofPatch, knownRows(patch.documentId()))
                        .ifPresent(after -> expected.put(patch.documentId(), after.root()));
                regions.put(patch.documentId(), ofPatch);
            });
        }
        Map<String, List<Region>> toRead = new LinkedHashMap<>(regions);
        toRead.values().removeIf(List::isEmpty);
        if (!toRead.isEmpty()) {
            updates.flush();
        }
        Map<String, FlatElement> read = reader.regions(toRead);
        for (PlannedPatch planned : patches) {
            DocumentWork.Patch patch = planned.patch();
            if (regions.containsKey(patch.documentId())) {
                attempt(
                        patch,
                        fold,
                        skip,
                        () -> patch(patch, regions.get(patch.documentId()), read.get(patch.documentId()), changes));
            }
        }
    }

    private void patch(DocumentWork.Patch patch, List<Region> regions, FlatElement read, Changes changes) {
        RowDigests digests = digests(patch.documentId());
        if (!regions.isEmpty()) {
            FlatElement after = expected.get(patch.documentId());
            if (after == null) {
                after = patch.applyTo(new PartialDocument(read), regions).root();
            }
            changes.difference.add(read, after);
            digests.put(after, regions);
        }
        patch.direct(regions).forEach((address, values) -> {
            changes.rows.setFields(layout.table(address.mapping()), patch.documentId(), address, values);
            digests.set(patch.documentId(), address, values);
        });
    }

    /** Has the document looked up instead if its events don't tell enough, or do not fit and rows are left out. */
    private static void attempt(DocumentWork.Patch patch, DocumentFold fold, boolean skip, Runnable step) {
        try {
            step.run();
        } catch (UnsupportedChangeException e) {
            fold.lookUp(patch.documentId());
        } catch (MappingViolationException e) {
            if (!skip) {
                throw e;
            }
            fold.lookUp(patch.documentId());
        }
    }

    private void rewrite(List<DocumentWork.Rewrite> rewrites, Changes changes) throws SQLException {
        updates.flush();
        expected.clear();
        rewrites.forEach(rewrite -> rewrite.document().ifPresent(after -> expected.put(rewrite.documentId(), after)));
        Map<String, FlatElement> stored = reader.documents(
                rewrites.stream().map(DocumentWork.Rewrite::documentId).toList());
        for (DocumentWork.Rewrite rewrite : rewrites) {
            changes.difference.add(
                    stored.get(rewrite.documentId()), rewrite.document().orElse(null));
            RowDigests digests = digests(rewrite.documentId());
            rewrite.document().ifPresentOrElse(digests::put, () -> digests.forget(rewrite.documentId()));
        }
    }

    private RowDigests digests(String documentId) {
        return partitionOf.get(documentId).digests();
    }

    private KnownRows knownRows(String documentId) {
        return safe ? KnownRows.NONE : digests(documentId).of(documentId);
    }

    /** What the tables hold of an array, if that is known from what it is to be. */
    private EmbeddedArray stored(String documentId, ElementMapping array, List<Integer> positions, List<String> ids) {
        FlatElement element = safe ? null : expected.get(documentId);
        for (int depth = 1; depth < array.depth() && element != null; depth++) {
            element = element.find(array.chain().get(depth), positions.get(depth - 1), ids.get(depth - 1));
        }
        if (element == null) {
            return null;
        }
        return digests(documentId).stored(documentId, array, positions, element.id(), element.embedded(array));
    }

    private List<DocumentWork.Rewrite> lookedUp(List<BsonValue> ids, boolean skip) throws SQLException {
        updates.flush();
        CurrentDocuments current = source.current(ids);
        // By their text: 33 and 33.0 are one id.
        Map<String, BsonDocument> documents = new HashMap<>();
        current.documents().forEach((id, document) -> documents.put(CanonicalId.of(id), document));
        List<DocumentWork.Rewrite> rewrites = new ArrayList<>();
        Map<String, List<MappingViolationException>> violations = new LinkedHashMap<>();
        for (BsonValue id : ids) {
            String documentId = CanonicalId.of(id);
            BsonDocument document = documents.get(documentId);
            partitionOf.get(documentId).newerRows().lookedUp(documentId, current.asOf());
            List<MappingViolationException> ofDocument = new ArrayList<>();
            Optional<FlatElement> flat =
                    document == null ? Optional.empty() : flatten(documentId, document, skip, ofDocument);
            rewrites.add(new DocumentWork.Rewrite(documentId, flat));
            violations.put(documentId, ofDocument);
        }
        if (skip) {
            skippedRows.replace(connection, violations);
            violations.values().forEach(skipped::addAll);
        }
        return rewrites;
    }

    private Optional<FlatElement> flatten(
            String documentId, BsonDocument document, boolean skip, List<MappingViolationException> violations) {
        if (!skip) {
            return Optional.of(Flattener.document(layout.mapping(), document));
        }
        Flattener.Fitting fitting = Flattener.fitting(layout.mapping(), document);
        violations.addAll(fitting.violations());
        Optional<FlatElement> flat = fitting.document();
        for (TakenId takenId : taken.getOrDefault(documentId, Set.of())) {
            violations.add(new MappingViolationException(documentId, takenId.violation()));
            flat = flat.map(takenId::removedFrom);
        }
        return flat;
    }

    /** Row changes that are put together, and then written at once. */
    private final class Changes {
        private final RowChanges rows = new RowChanges();
        private final RowDifference difference = new RowDifference(layout, rows, !safe);

        /** Writes these, unless all are to be written together. */
        Changes next() throws SQLException {
            if (safe) {
                return this;
            }
            write();
            return new Changes();
        }

        void write() throws SQLException {
            difference.finish();
            try {
                writer.apply(rows);
            } catch (MissingRowException e) {
                for (RowChanges.FieldUpdate update : e.updates()) {
                    if (isPastTheEnd(update)) {
                        throw new IncompleteEventException(update.documentId(), e);
                    }
                }
                throw e;
            }
        }

        /** Servers before 5.0 name a field of an element that the same update makes, behind all others. */
        private boolean isPastTheEnd(RowChanges.FieldUpdate update) throws SQLException {
            ElementAddress address = update.address();
            if (address.positions().isEmpty()) {
                return false;
            }
            Region array = new Region.Below(address.parent(), address.mapping(), OptionalInt.empty());
            FlatElement at =
                    reader.regions(Map.of(update.documentId(), List.of(array))).get(update.documentId());
            for (int depth = 1; depth < address.mapping().depth(); depth++) {
                at = at.array(address.mapping().chain().get(depth))
                        .get(address.positions().get(depth - 1));
            }
            NavigableMap<Integer, FlatElement> elements = at.array(address.mapping());
            return elements.isEmpty() || elements.lastKey() < address.position();
        }
    }
}
