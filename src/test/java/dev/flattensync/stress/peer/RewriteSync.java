package dev.flattensync.stress.peer;

import dev.flattensync.change.ChangeEvent;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.flatten.RowChanges;
import dev.flattensync.flatten.RowDifference;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.RowWriter;
import dev.flattensync.store.UpdateSender;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Keeps flat tables as ToroDB, Stitch and others do: of a document that changed, all rows are deleted, and inserted
 * again from the document as it is now. Only that differs from this project's own sync; statements, batches and
 * connection are the same.
 */
public final class RewriteSync implements SyncUnderTest {
    private final WriteCounter counter = new WriteCounter();
    private StreamLoop loop;

    @Override
    public void start(Context context) throws SQLException {
        FlatSql sql = new FlatSql(context.layout(), context.postgresSchema(), StreamLoop.plans(context));
        loop = StreamLoop.start(context, new Rewrites(context.layout(), sql, counter));
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return loop.whenVisible(clusterTime);
    }

    @Override
    public OptionalLong rowsWritten() {
        return OptionalLong.of(counter.rows());
    }

    @Override
    public void stop() {
        if (loop != null) {
            loop.close();
        }
    }

    /** Each document of a batch is written once. All are deleted first: elements may have moved between documents. */
    private record Rewrites(FlatLayout layout, FlatSql sql, WriteCounter counter) implements DocumentWriter {
        @Override
        public void write(Connection connection, List<ChangeEvent.OfDocument> events, Lookups lookups)
                throws SQLException {
            Map<String, BsonValue> ids = new LinkedHashMap<>();
            events.forEach(event -> ids.put(CanonicalId.of(event.documentId()), event.documentId()));
            RowWriter writer = new RowWriter(connection, layout, sql, new UpdateSender(connection), counter);
            String documents = sql.name(layout.table(layout.mapping().root()));
            RowChanges deletes = new RowChanges();
            deletes.deletedDocuments().addAll(StoredIds.among(connection, documents, ids.keySet()));
            writer.apply(deletes);
            for (List<BsonValue> group : Lookups.groups(ids.values())) {
                RowChanges inserts = new RowChanges();
                RowDifference difference = new RowDifference(layout, inserts, false);
                for (BsonDocument document : lookups.current(group).values()) {
                    difference.add(null, Flattener.document(layout.mapping(), document));
                }
                difference.finish();
                writer.apply(inserts);
            }
        }
    }
}
