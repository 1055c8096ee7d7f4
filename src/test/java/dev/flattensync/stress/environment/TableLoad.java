package dev.flattensync.stress.environment;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.WriteCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;

/** Makes the tables from which a sync can start, instead of a snapshot of its own. */
public final class TableLoad {

    private TableLoad() {}

    /**
     * Makes a PostgreSQL schema of our own, with the tables, filled, and a checkpoint of one partition.
     *
     * @param documents all documents of the collection
     * @param start where in the stream they were so
     * @param progress is told the number of rows loaded so far
     * @throws SQLException if PostgreSQL refuses
     */
    public static void run(
            PostgresAddress postgres,
            FlatLayout layout,
            String postgresSchema,
            Iterable<BsonDocument> documents,
            StreamPosition start,
            LongConsumer progress)
            throws SQLException {
        try (Connection connection = postgres.connect()) {
            OwnedSchema.recreate(connection, postgresSchema);
            Stream<BsonDocument> all = StreamSupport.stream(documents.spliterator(), false);
            new BulkLoad(connection, layout, postgresSchema)
                    .run(
                            all.map(document -> Flattener.document(layout.mapping(), document))
                                    .iterator(),
                            progress,
                            new WriteCounter());
            new SkippedRows(postgresSchema).create(connection);
            new Checkpoint(postgresSchema).create(connection, layout, 1, new Checkpoint.Mark(start, true));
        }
    }
}
