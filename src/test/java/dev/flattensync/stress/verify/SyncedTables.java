package dev.flattensync.stress.verify;

import com.mongodb.MongoNamespace;
import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.Primary;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** A primary with documents, and the tables of one flat schema that a real sync keeps in step with them. */
public final class SyncedTables {
    private static final int SHOWN = 3;

    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final String postgresSchema;
    private final Primary primary;

    private SyncedTables(PostgresAddress postgres, FlatLayout layout, Primary primary) {
        this.postgres = postgres;
        this.layout = layout;
        this.postgresSchema = "flattensync_" + layout.schema().name();
        this.primary = primary;
    }

    /** The documents, and the events of their changes. */
    public static ChangeLog log(DocumentMapping mapping, List<BsonDocument> documents) {
        return new ChangeLog(
                new MongoNamespace("test", mapping.collection()), documents, Instant.parse("2026-01-01T00:00:00Z"));
    }

    /**
     * Makes the tables, loads the documents as they are and sets the checkpoint.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public static SyncedTables load(
            PostgresAddress postgres, DocumentMapping mapping, FlatSchema schema, Primary primary) throws SQLException {
        SyncedTables tables = new SyncedTables(postgres, new FlatLayout(mapping, schema), primary);
        try (Connection connection = postgres.connect()) {
            OwnedSchema.recreate(connection, tables.postgresSchema);
            new BulkLoad(connection, tables.layout, tables.postgresSchema)
                    .run(
                            primary.documents().stream()
                                    .map(document -> Flattener.document(mapping, document))
                                    .iterator(),
                            rows -> {},
                            new WriteCounter());
            new SkippedRows(tables.postgresSchema).create(connection);
            new Checkpoint(tables.postgresSchema)
                    .create(connection, tables.layout, 1, new Checkpoint.Mark(primary.end(), true));
        }
        return tables;
    }

    /** The same tables for a sync that connects in another way. */
    public SyncedTables through(PostgresAddress address) {
        return new SyncedTables(address, layout, primary);
    }

    FlattenSync start(int batchEvents) throws SQLException {
        return FlattenSync.start(
                new SyncSettings(layout, postgres, postgresSchema)
                        .withLimits(new ChangeBatch.Limits(batchEvents, 16 << 20)),
                primary.source());
    }

    /**
     * Runs a sync until it has done all that is in the log, and stops it.
     *
     * @throws Exception if it can't
     */
    public void catchUp(int batchEvents) throws Exception {
        try (FlattenSync sync = start(batchEvents)) {
            sync.whenVisible(primary.end().time()).get(60, TimeUnit.SECONDS);
        }
    }

    /**
     * In what the tables differ from the documents.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public List<String> differences() throws SQLException {
        return new TableComparison(postgres, layout, postgresSchema)
                .compare(primary.documents(), SHOWN)
                .differences();
    }

    /** The tables. */
    public FlatLayout layout() {
        return layout;
    }

    /** The PostgreSQL schema that holds them. */
    public String postgresSchema() {
        return postgresSchema;
    }
}
