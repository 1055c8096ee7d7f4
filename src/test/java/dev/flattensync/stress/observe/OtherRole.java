package dev.flattensync.stress.observe;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A role of the test server without any rights but those granted to it, for as long as a test needs it. */
final class OtherRole implements AutoCloseable {
    private final PostgresAddress postgres;
    private final String name = "role_" + UUID.randomUUID().toString().replace('-', '_');

    OtherRole(PostgresAddress postgres) throws SQLException {
        this.postgres = postgres;
        execute("create role %s login");
    }

    PostgresAddress address() {
        return new PostgresAddress(postgres.url(), name, "");
    }

    /** Executes a statement as superuser; {@code %s} stands for the role. */
    void execute(String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement.formatted(name));
        }
    }

    @Override
    public void close() throws SQLException {
        execute("drop owned by %s");
        execute("drop role %s");
    }
}
