package dev.flattensync.stress.explain;

import dev.flattensync.store.PostgresAddress;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * A PostgreSQL that tells of each statement how it was executed, whoever connects to {@link #address()}: with the very
 * plan that was used, be it one of a prepared statement, and also of those that PostgreSQL runs itself, for example for
 * foreign keys. It does so by its own module {@code auto_explain}, as notices over the same connection.
 *
 * <p>This takes time, and time is not to be measured with it. Not told of are utility statements such as {@code COPY},
 * a statement that fails, and a query that is the last one of a transaction that is rolled back.
 */
public final class ExplainedPostgres implements AutoCloseable {
    private final PostgresAddress address;
    private final ExplainingDriver driver;

    private ExplainedPostgres(PostgresAddress address, ExplainingDriver driver) {
        this.address = address;
        this.driver = driver;
    }

    /**
     * Makes the address; it is good until this is closed.
     *
     * @param postgres where the database is, and a role that may load {@code auto_explain}: as a rule, a superuser
     * @throws SQLException if it can't be reached, or does not let the role do so; the message says which
     */
    public static ExplainedPostgres open(PostgresAddress postgres) throws SQLException {
        ExplainingDriver driver = new ExplainingDriver();
        PostgresAddress address =
                new PostgresAddress(driver.prefix() + postgres.url(), postgres.user(), postgres.password());
        DriverManager.registerDriver(driver);
        try {
            address.connect().close();
            return new ExplainedPostgres(address, driver);
        } catch (SQLException | RuntimeException e) {
            DriverManager.deregisterDriver(driver);
            throw e;
        }
    }

    /** The same database, role and password; connections to it are explained. */
    public PostgresAddress address() {
        return address;
    }

    /**
     * All that was executed since the last call, in the order in which PostgreSQL came to an end with it: what it ran
     * itself for a statement comes before that. A query is told of with the next statement of its transaction, or its
     * end; so what is taken after a commit is complete.
     */
    public List<ExplainedStatement> take() {
        return driver.plans().take();
    }

    /** Ends it: no further connections. Those that are open stay, and go on to be explained. */
    @Override
    public void close() {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
            throw new IllegalStateException("expected the driver to be registered until now", e);
        }
    }
}
