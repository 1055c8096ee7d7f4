package dev.flattensync.stress.benchmark;

import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.Identifiers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** The rows of tables in files, one for each table, in COPY's text format. */
final class RowFiles {
    private final Path folder;

    /** @param folder where they are; empty at first */
    RowFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes the rows of tables that were just loaded, in the order in which they were.
     *
     * @return the number of bytes
     */
    long write(Connection connection, BenchmarkTables tables) throws SQLException, IOException {
        FlatSql sql = new FlatSql(tables.layout(), tables.postgresSchema());
        try (Statement statement = connection.createStatement()) {
            // A scan of a large table may start in its middle, where another one is.
            statement.execute("set synchronize_seqscans = off");
        }
        CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
        long bytes = 0;
        for (FlatTable table : tables.layout().tables()) {
            Path file = folder.resolve(name(tables, table));
            try (OutputStream out = Files.newOutputStream(file)) {
                copy.copyOut("copy " + target(sql, table) + " to stdout", out);
            }
            bytes += Files.size(file);
        }
        return bytes;
    }

    /** psql's commands that bring them into tables of the same layout. */
    List<String> copies(BenchmarkTables tables) {
        FlatSql sql = new FlatSql(tables.layout(), tables.postgresSchema());
        List<String> commands = new ArrayList<>();
        for (FlatTable table : tables.layout().tables()) {
            commands.add("\\copy " + target(sql, table) + " from '" + name(tables, table) + "'");
        }
        return commands;
    }

    /** Numbered: a table may be called anything. */
    private static String name(BenchmarkTables tables, FlatTable table) {
        return tables.layout().tables().indexOf(table) + ".copy";
    }

    private static String target(FlatSql sql, FlatTable table) {
        return sql.name(table)
                + table.columns().stream()
                        .map(Column::name)
                        .map(Identifiers::quoted)
                        .collect(Collectors.joining(", ", " (", ")"));
    }
}
