package dev.flattensync.stress.benchmark;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.environment.TableLoad;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.LongConsumer;
import java.util.stream.StreamSupport;
import org.bson.BsonDocument;

/**
 * Flat tables of a benchmark, in a PostgreSQL schema of their own.
 *
 * @param postgres the database
 * @param layout the tables
 * @param postgresSchema the PostgreSQL schema that holds them
 */
record BenchmarkTables(PostgresAddress postgres, FlatLayout layout, String postgresSchema) {
    private static final int SHOWN = 3;

    /**
     * Drops what a former round left, and lets PostgreSQL write out what it holds: no round pays for another.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    void clear(Connection connection) throws SQLException {
        OwnedSchema.recreate(connection, postgresSchema);
        try (Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /**
     * Makes the tables and loads documents as the sync's snapshot does.
     *
     * @param progress is told the number of rows sent so far; at last when all are
     * @throws SQLException if PostgreSQL refuses
     */
    void load(Connection connection, Iterable<BsonDocument> documents, LongConsumer progress) throws SQLException {
        new BulkLoad(connection, layout, postgresSchema)
                .run(
                        StreamSupport.stream(documents.spliterator(), false)
                                .<FlatElement>map(document -> Flattener.document(layout.mapping(), document))
                                .iterator(),
                        progress,
                        new WriteCounter());
    }

    /**
     * Makes all that a sync needs to start from: the tables with the documents, and a checkpoint.
     *
     * @param position where in the stream the documents are
     * @throws SQLException if PostgreSQL refuses
     */
    void prepare(Iterable<BsonDocument> documents, StreamPosition position) throws SQLException {
        TableLoad.run(postgres, layout, postgresSchema, documents, position, rows -> {});
    }

    /**
     * Says whether the tables are what the documents say.
     *
     * @param whose what to call the tables
     * @return whether they are
     * @throws SQLException if PostgreSQL refuses
     */
    boolean verify(Output output, String whose, Iterable<BsonDocument> documents) throws SQLException {
        TableComparison.Outcome outcome =
                new TableComparison(postgres, layout, postgresSchema).compare(documents, SHOWN);
        output.line(
                "  %s %s the documents, compared row by row: %,d rows",
                whose, outcome.equal() ? "equal" : "DIFFER from", outcome.rows());
        outcome.differences().forEach(difference -> output.line("    %s", difference));
        return outcome.equal();
    }
}
