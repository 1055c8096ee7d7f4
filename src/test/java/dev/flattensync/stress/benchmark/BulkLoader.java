package dev.flattensync.stress.benchmark;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** One of two ways to load the same rows. */
interface BulkLoader {

    /** Where it loads them to. */
    BenchmarkTables tables();

    /**
     * Makes the tables, fills them, makes their indexes and vacuums them.
     *
     * @param connection to the database
     */
    LoadTime load(Connection connection) throws SQLException, IOException, InterruptedException;
}
