package dev.flattensync.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Where a PostgreSQL database is and who connects.
 *
 * @param url the JDBC URL
 * @param user the role
 * @param password its password; shown by no method but {@link #password()}
 */
public record PostgresAddress(String url, String user, String password) {
    private static final String CONNECT_TIMEOUT_SECONDS = "10";
    private static final String PIN = "set plan_cache_mode = force_generic_plan; set enable_seqscan = off;"
            + " set enable_hashjoin = off; set enable_mergejoin = off; set enable_bitmapscan = off; set jit = off";

    /**
     * Connects with the database's own settings.
     *
     * @throws SQLException if it can't be reached or refuses
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, credentials());
    }

    /**
     * Connects for the sync's statements, with pinned plans.
     *
     * @throws SQLException if it can't be reached or refuses
     */
    public Connection connectPinned() throws SQLException {
        return connect(Plans.PINNED);
    }

    /**
     * Connects for the sync's statements.
     *
     * @throws SQLException if it can't be reached or refuses
     */
    public Connection connect(Plans plans) throws SQLException {
        Properties properties = credentials();
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("ApplicationName", "flatten-sync");
        properties.setProperty("tcpKeepAlive", "true");
        Connection connection = DriverManager.getConnection(url, properties);
        // Not as properties of the connection, which the URL could override.
        try (Statement statement = connection.createStatement()) {
            if (plans == Plans.PINNED) {
                statement.execute(PIN);
            }
            // Of a sync whose machine is gone the locks must not stay.
            statement.execute("set idle_in_transaction_session_timeout = '10min'; set tcp_keepalives_idle = 60;"
                    + " set tcp_keepalives_interval = 10; set tcp_keepalives_count = 6");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_TIMEOUT_SECONDS);
        return properties;
    }

    @Override
    public String toString() {
        return "PostgreSQL as " + user;
    }
}
