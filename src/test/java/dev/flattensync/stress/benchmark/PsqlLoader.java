package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.FlatSql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What anybody would do by hand with rows in files: {@code \copy} of psql, then indexes and statistics.
 *
 * @param psql runs where the files are
 * @param files the rows
 */
record PsqlLoader(BenchmarkTables tables, Psql psql, RowFiles files) implements BulkLoader {

    @Override
    public LoadTime load(Connection connection) throws SQLException, IOException, InterruptedException {
        FlatSql sql = new FlatSql(tables.layout(), tables.postgresSchema());
        try (Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            for (FlatTable table : tables.layout().tables()) {
                statement.execute(sql.createTable(table));
            }
            psql.execute(tables.postgres(), files.copies(tables));
            long sent = System.nanoTime();
            for (FlatTable table : tables.layout().tables()) {
                for (String index : sql.createIndexes(table)) {
                    statement.execute(index);
                }
                statement.execute("vacuum analyze " + sql.name(table));
            }
            return new LoadTime(sent - start, System.nanoTime() - sent);
        }
    }
}
