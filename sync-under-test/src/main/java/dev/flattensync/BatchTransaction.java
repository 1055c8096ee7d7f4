package dev.flattensync;

import dev.flattensync.change.ChangeBatch;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.DocumentFold;
import dev.flattensync.flatten.DocumentWork;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.PartialDocument;
import dev.flattensync.flatten.Region;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.flatten.RowDifference;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.DocumentReader;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.RowWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings batches of events into the tables, each in one transaction with its resume token.
 *
 * <p>Per batch: fold the events to work per document; read what restructures; turn all work into row changes; apply
 * them; move the checkpoint.
 */
final class BatchTransaction {
    private final Connection connection;
    private final FlatLayout layout;
    private final Checkpoint checkpoint;
    private final DocumentReader reader;
    private final RowWriter writer;
    private StreamPosition position;

    /** @param connection with pinned plans, not committing by itself */
    BatchTransaction(Connection connection, SyncSettings settings) throws SQLException {
        this.connection = connection;
        this.layout = settings.layout();
        this.checkpoint = new Checkpoint(settings.postgresSchema());
        FlatSql sql = new FlatSql(layout, settings.postgresSchema());
        this.reader = new DocumentReader(connection, layout, sql);
        this.writer = new RowWriter(connection, layout, sql);
        this.position = checkpoint.read(connection);
        connection.commit();
    }

    /** Up to where the stream is in the tables. */
    StreamPosition position() {
        return position;
    }

    /** How many rows were inserted, updated and deleted so far, the checkpoint's left out. */
    long rowsWritten() {
        return writer.rowsWritten();
    }

    /** Applies a batch and commits. After an exception nothing of it is in the tables. */
    void apply(ChangeBatch batch) throws SQLException {
        try {
            writer.apply(rowChanges(DocumentFold.fold(layout.mapping(), batch.events())));
            checkpoint.advance(connection, position, batch.end());
            connection.commit();
            position = batch.end();
        } catch (SQLException | RuntimeException e) {
            rollback(e);
            throw e;
        }
    }

    private RowChanges rowChanges(List<DocumentWork> work) throws SQLException {
        RowChanges changes = new RowChanges();
        RowDifference difference = new RowDifference(layout, changes);
        List<FlatElement> rewrites = new ArrayList<>();
        Map<DocumentWork.Patch, List<Region>> patches = new LinkedHashMap<>();
        for (DocumentWork ofDocument : work) {
            if (ofDocument instanceof DocumentWork.Insert insert) {
                difference.add(null, insert.document());
            } else if (ofDocument instanceof DocumentWork.Delete delete) {
                changes.deletedDocuments().add(delete.documentId());
            } else if (ofDocument instanceof DocumentWork.Rewrite rewrite) {
                rewrites.add(rewrite.document());
            } else if (ofDocument instanceof DocumentWork.Patch patch) {
                patches.put(patch, patch.regions());
            }
        }
        rewrite(rewrites, difference);
        patch(patches, changes, difference);
        return changes;
    }

    private void rewrite(List<FlatElement> documents, RowDifference difference) throws SQLException {
        Map<String, FlatElement> stored =
                reader.documents(documents.stream().map(FlatElement::id).toList());
        documents.forEach(document -> difference.add(stored.get(document.id()), document));
    }

    private void patch(Map<DocumentWork.Patch, List<Region>> patches, RowChanges changes, RowDifference difference)
            throws SQLException {
        Map<String, List<Region>> toRead = new LinkedHashMap<>();
        patches.forEach((patch, regions) -> {
            patch.direct(regions)
                    .forEach((address, values) ->
                            changes.setFields(layout.table(address.mapping()), patch.documentId(), address, values));
            if (!regions.isEmpty()) {
                toRead.put(patch.documentId(), regions);
            }
        });
        Map<String, FlatElement> read = reader.regions(toRead);
        patches.forEach((patch, regions) -> {
            if (!regions.isEmpty()) {
                PartialDocument before = new PartialDocument(read.get(patch.documentId()));
                difference.add(before.root(), patch.applyTo(before, regions).root());
            }
        });
    }

    private void rollback(Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
