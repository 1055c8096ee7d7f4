package dev.flattensync.stress.environment;

import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for a {@link PostgresAddress} an empty database of its own, on one real PostgreSQL for all
 * tests of the JVM. The database goes with the test, the server with the last test.
 */
public final class TestPostgres implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestPostgres.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresAddress.class;
    }

    @Override
    public PostgresAddress resolveParameter(ParameterContext parameter, ExtensionContext context) {
        PostgresServer server = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(PostgresServer.class, key -> PostgresServer.embedded(), PostgresServer.class);
        return context.getStore(NAMESPACE)
                .computeIfAbsent(Database.class, key -> new Database(server.address()), Database.class)
                .address();
    }

    /** A database that lives as long as its test. */
    private static final class Database implements AutoCloseable {
        private final PostgresAddress server;
        private final String name = "test_" + UUID.randomUUID().toString().replace('-', '_');

        Database(PostgresAddress server) {
            this.server = server;
            execute("create database " + name);
        }

        PostgresAddress address() {
            return new PostgresAddress(
                    server.url().replaceFirst("/postgres\\b", "/" + name), server.user(), server.password());
        }

        @Override
        public void close() {
            execute("drop database " + name + " with (force)");
        }

        private void execute(String statement) {
            try (Connection connection = server.connect();
                    Statement s = connection.createStatement()) {
                s.execute(statement);
            } catch (SQLException e) {
                throw new IllegalStateException(statement + " failed", e);
            }
        }
    }
}
