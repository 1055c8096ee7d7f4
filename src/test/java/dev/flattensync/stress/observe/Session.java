package dev.flattensync.stress.observe;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** A session of PostgreSQL with its process on this machine, which can be kept busy and ended. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final ProcessHandle process;

    Session(PostgresAddress postgres) throws SQLException {
        connection = postgres.connect();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            process = ProcessHandle.of(rows.getLong(1)).orElseThrow();
        }
    }

    long postmaster() {
        return process.parent().orElseThrow().pid();
    }

    long process() {
        return process.pid();
    }

    /** Uses a moment of CPU. */
    void work() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select count(md5(i::text)) from generate_series(1, 100000) i");
        }
    }

    /** Returns when the process has ended. */
    void end() throws Exception {
        connection.close();
        process.onExit().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
