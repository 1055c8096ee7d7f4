package dev.flattensync;

import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.Snapshot;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.ShadowSchema;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * Loads all documents of a source into new tables beside those that are there, and swaps them in at once together with
 * a new checkpoint. A reader sees the former tables or the new ones, never a half.
 */
final class SnapshotLoad {
    private final SyncSettings settings;
    private final ChangeSource source;
    private final WriteCounter counter;

    SnapshotLoad(SyncSettings settings, ChangeSource source, WriteCounter counter) {
        this.settings = settings;
        this.source = source;
        this.counter = counter;
    }

    /**
     * Takes the snapshot.
     *
     * @param connection committing by itself
     * @return the rows that were left out
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out; the former
     *     tables stay
     */
    List<MappingViolationException> run(Connection connection) throws SQLException {
        ShadowSchema shadow = new ShadowSchema(settings.postgresSchema());
        shadow.create(connection);
        try (Snapshot snapshot = source.snapshot()) {
            Fitting documents = new Fitting(snapshot.documents());
            new BulkLoad(connection, settings.layout(), shadow.name()).run(documents, rows -> {}, counter);
            SkippedRows skippedRows = new SkippedRows(shadow.name());
            skippedRows.create(connection);
            skippedRows.add(connection, documents.violations);
            new Checkpoint(shadow.name())
                    .create(
                            connection,
                            settings.layout(),
                            settings.partitions(),
                            new Checkpoint.Mark(snapshot.position(), snapshot.consistent()));
            shadow.swapIn(connection, settings.layout());
            return documents.violations;
        }
    }

    /** Flattens documents, and leaves out what does not fit if that is the policy. */
    private final class Fitting implements Iterator<FlatElement> {
        private final Iterator<BsonDocument> documents;
        private final List<MappingViolationException> violations = new ArrayList<>();
        private Optional<FlatElement> next = Optional.empty();

        Fitting(Iterator<BsonDocument> documents) {
            this.documents = documents;
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && documents.hasNext()) {
                next = flatten(documents.next());
            }
            return next.isPresent();
        }

        @Override
        public FlatElement next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            FlatElement element = next.get();
            next = Optional.empty();
            return element;
        }

        private Optional<FlatElement> flatten(BsonDocument document) {
            if (settings.onViolation() == OnViolation.FAIL) {
                return Optional.of(Flattener.document(settings.layout().mapping(), document));
            }
            Flattener.Fitting fitting = Flattener.fitting(settings.layout().mapping(), document);
            violations.addAll(fitting.violations());
            return fitting.document();
        }
    }
}
