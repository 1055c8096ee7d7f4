package dev.flattensync.store;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.function.LongConsumer;

/** Makes the flat tables and fills them with whole documents by {@code COPY}, indexes last. */
public final class BulkLoad {
    private final Connection connection;
    private final FlatLayout layout;
    private final FlatSql sql;

    /**
     * @param connection stays open; should commit by itself
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema they go to, unquoted, which must exist
     */
    public BulkLoad(Connection connection, FlatLayout layout, String postgresSchema) {
        this.connection = connection;
        this.layout = layout;
        this.sql = new FlatSql(layout, postgresSchema);
    }

    /**
     * Makes the tables, fills them, makes the indexes and gathers statistics. In memory are a few megabytes of rows for
     * each table and as much once more: one chunk is made while PostgreSQL takes another.
     *
     * @param documents all documents of the collection; run on this thread, and if they use the connection, then
     *     holding its monitor, as each {@code COPY} does
     * @param progress is told the number of rows sent so far, now and then and at the end
     * @param counter is told what is written
     * @throws SQLException if the database refuses, for example because an id that must be unique is not, or the thread
     *     is interrupted
     */
    public void run(Iterator<FlatElement> documents, LongConsumer progress, WriteCounter counter) throws SQLException {
        for (FlatTable table : layout.tables()) {
            execute(sql.createTable(table));
        }
        new RowCopy(connection, layout, sql::name, counter).run(documents, progress);
        for (FlatTable table : layout.tables()) {
            for (String index : sql.createIndexes(table)) {
                execute(index);
            }
            execute("vacuum analyze " + sql.name(table));
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }
}
