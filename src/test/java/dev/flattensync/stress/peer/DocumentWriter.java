package dev.flattensync.stress.peer;

import dev.flattensync.change.ChangeEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * How a sync brings what PostgreSQL holds of documents up to date: its strategy, and all in which two of them differ.
 */
@FunctionalInterface
interface DocumentWriter {

    /**
     * Writes a batch.
     *
     * @param connection in the batch's transaction, which the caller commits
     * @param events at least one, in the order of the stream
     * @param lookups where documents are looked up
     * @throws SQLException if PostgreSQL refuses
     */
    void write(Connection connection, List<ChangeEvent.OfDocument> events, Lookups lookups) throws SQLException;
}
