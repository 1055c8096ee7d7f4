package dev.flattensync.stress.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;

/**
 * The bulk load of the sync: it flattens documents on the way.
 *
 * @param documents in memory
 */
record SyncLoader(BenchmarkTables tables, Iterable<BsonDocument> documents) implements BulkLoader {

    @Override
    public LoadTime load(Connection connection) throws SQLException {
        AtomicLong sent = new AtomicLong();
        long start = System.nanoTime();
        tables.load(connection, documents, rows -> sent.set(System.nanoTime()));
        long end = System.nanoTime();
        return new LoadTime(sent.get() - start, end - sent.get());
    }
}
