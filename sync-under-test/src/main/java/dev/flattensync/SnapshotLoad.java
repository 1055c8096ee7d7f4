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
import dev.flattensync.store.StaleTablesException;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * Loads all documents of a source into new tables beside those that are there, and swaps them in at once together with
 * a new checkpoint. A reader sees the former tables or the new ones, never a half.
 */
final class SnapshotLoad {
    private static final int TOLD_AT_ONCE = 1_000;

    private final SyncSettings settings;
    private final ChangeSource source;
    private final WriteCounter counter;
    private final Consumer<List<MappingViolationException>> leftOut;

    /** @param leftOut is told which rows are left out */
    SnapshotLoad(
            SyncSettings settings,
            ChangeSource source,
            WriteCounter counter,
            Consumer<List<MappingViolationException>> leftOut) {
        this.settings = settings;
        this.source = source;
        this.counter = counter;
        this.leftOut = leftOut;
    }

    /**
     * Takes the snapshot.
     *
     * @param connection committing by itself
     * @throws MappingViolationException if a value does not fit the mapping and rows are not left out; the former
     *     tables stay
     * @throws StaleTablesException if ids must be unique in a table and are not
     */
    void run(Connection connection) throws SQLException {
        ShadowSchema shadow = new ShadowSchema(settings.postgresSchema());
        shadow.create(connection);
        try (Snapshot snapshot = source.snapshot()) {
            SkippedRows skippedRows = new SkippedRows(shadow.name());
            skippedRows.create(connection);
            Fitting documents = new Fitting(snapshot.documents(), violations -> {
                // A chunk of rows may be on its way, on another thread.
                synchronized (connection) {
                    skippedRows.add(connection, violations);
                }
                leftOut.accept(violations);
            });
            load(connection, shadow, documents);
            documents.tellRest();
            new Checkpoint(shadow.name())
                    .create(
                            connection,
                            settings.layout(),
                            settings.partitions(),
                            new Checkpoint.Mark(snapshot.position(), snapshot.consistent()));
            shadow.swapIn(connection, settings.layout());
        } catch (UncheckedSqlException e) {
            throw e.getCause();
        }
    }

    private void load(Connection connection, ShadowSchema shadow, Fitting documents) throws SQLException {
        try {
            new BulkLoad(connection, settings.layout(), shadow.name()).run(documents, rows -> {}, counter);
        } catch (SQLException e) {
            if (BatchApplier.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw new StaleTablesException(
                        "expected the _ids of documents, and in schema1 those of elements that embed arrays, to be unique in all of the collection, found some twice (%s); use schema2 or schema3, or mend the documents"
                                .formatted(e.getMessage()));
            }
            throw e;
        }
    }

    /** Takes what was left out. */
    @FunctionalInterface
    private interface LeftOut {
        void accept(List<MappingViolationException> violations) throws SQLException;
    }

    /** An iterator can't throw the other kind. */
    private static final class UncheckedSqlException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedSqlException(SQLException cause) {
            super(cause);
        }

        @Override
        public synchronized SQLException getCause() {
            return (SQLException) super.getCause();
        }
    }

    /** Flattens documents, and leaves out what does not fit if that is the policy. */
    private final class Fitting implements Iterator<FlatElement> {
        private final Iterator<BsonDocument> documents;
        private final LeftOut leftOut;
        private final List<MappingViolationException> violations = new ArrayList<>();
        private Optional<FlatElement> next = Optional.empty();

        Fitting(Iterator<BsonDocument> documents, LeftOut leftOut) {
            this.documents = documents;
            this.leftOut = leftOut;
        }

        /** Tells what is left out, which must not pile up. */
        void tellRest() {
            try {
                leftOut.accept(List.copyOf(violations));
                violations.clear();
            } catch (SQLException e) {
                throw new UncheckedSqlException(e);
            }
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
            if (violations.size() >= TOLD_AT_ONCE) {
                tellRest();
            }
            return fitting.document();
        }
    }
}
