package dev.flattensync.stress.variant;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;

/**
 * The tables of a variant: made empty, filled document by document, then finished. Each is filled by one thread through
 * a connection of the caller's that commits by itself.
 */
interface VariantTables {

    /** The names of the tables, unquoted; without those that only the sync needs. */
    Set<String> names();

    /** The mapping, and the flat tables if there are any. */
    FlatLayout layout();

    /** Makes the PostgreSQL schema anew, with empty tables without indexes. */
    void create(Connection connection) throws SQLException;

    /** Adds documents by {@code COPY}. */
    void copy(Connection connection, List<BsonDocument> documents) throws SQLException;

    /**
     * Makes indexes and constraints, gathers statistics, and notes what the tables stand for.
     *
     * @param position the place in the change stream from which on changes are missing
     */
    void finish(Connection connection, StreamPosition position) throws SQLException;

    /**
     * Vacuums the tables, which autovacuum is kept from doing in the midst of a turn.
     *
     * @param how SQL's word for it: {@code analyze}, {@code full}, or none
     */
    void vacuum(Connection connection, String how) throws SQLException;

    /**
     * Compares the tables with documents.
     *
     * @param most how many differing rows to name, for each table and direction
     */
    TableComparison.Outcome compare(Iterable<BsonDocument> documents, int most) throws SQLException;

    /** Opens a connection for reads. */
    Reads reads(PostgresAddress postgres) throws SQLException;
}
