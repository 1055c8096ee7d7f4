package dev.flattensync.stress.environment;

import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The PostgreSQL of a run: a given one, or an embedded one that lives as long as this object. */
public final class PostgresServer implements AutoCloseable {
    private static final String WRONG_PASSWORD = "28P01";

    private final PostgresAddress address;
    private final Optional<EmbeddedServer> embedded;
    private final String version;

    private PostgresServer(PostgresAddress address, Optional<EmbeddedServer> embedded) {
        this.address = address;
        this.embedded = embedded;
        this.version = askVersion(address);
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

    /**
     * Starts an embedded PostgreSQL.
     *
     * @throws InvalidInputException if it does not start
     */
    public static PostgresServer embedded() {
        EmbeddedServer server = EmbeddedServer.start();
        return new PostgresServer(server.address(), Optional.of(server));
    }

    /** Where it is. */
    public PostgresAddress address() {
        return address;
    }

    /** The process id of the postmaster; empty for a given server, which may be on another machine. */
    public OptionalLong processId() {
        return embedded.map(EmbeddedServer::processId).orElseGet(OptionalLong::empty);
    }

    /** The version as the server reports it, for example {@code 18.6}. */
    public String version() {
        return version;
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
                    throw new InvalidInputException(
                            ("stress.postgres.url: %s has a schema \"%s\" that this project did not make, and does not touch:"
                                            + " allowed is a database without one of that name")
                                    .formatted(place(address), name));
                }
            }
        } catch (SQLException e) {
            throw new InvalidInputException("stress.postgres.url: %s can't be asked for its schemas (%s)"
                    .formatted(place(address), e.getMessage()));
        }
    }

    /** Stops an embedded server and deletes its data; leaves a given one alone. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedServer::close);
    }

    private static String askVersion(PostgresAddress address) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show server_version")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new InvalidInputException("PostgreSQL can't be asked for its version (" + e.getMessage() + ")");
        }
    }

    private static void checkReachable(PostgresAddress address) {
        if (Driver.parseURL(address.url(), new Properties()) == null) {
            throw new InvalidInputException(
                    "stress.postgres.url is not the JDBC URL of a PostgreSQL: allowed is jdbc:postgresql://host:port/database");
        }
        try (Connection connection = address.connect()) {
            if (!connection.isValid(5)) {
                throw new SQLException("it does not answer");
            }
        } catch (SQLException e) {
            String reason = WRONG_PASSWORD.equals(e.getSQLState())
                    ? "it refuses the password of user \"" + address.user()
                            + "\" (stress.postgres.password, or STRESS_POSTGRES_PASSWORD in the environment)"
                    : e.getMessage().lines().findFirst().orElse("no reason given");
            throw new InvalidInputException("stress.postgres.url: can't use %s: %s".formatted(place(address), reason));
        }
    }

    /** Host and database; never the URL itself, which may hold a password. */
    private static String place(PostgresAddress address) {
        Properties parsed = Driver.parseURL(address.url(), new Properties());
        return "database \"%s\" on host \"%s\", port %s"
                .formatted(
                        PGProperty.PG_DBNAME.getOrDefault(parsed),
                        PGProperty.PG_HOST.getOrDefault(parsed),
                        PGProperty.PG_PORT.getOrDefault(parsed));
    }
}
