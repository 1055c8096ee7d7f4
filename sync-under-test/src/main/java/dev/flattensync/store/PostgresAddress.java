package dev.flattensync.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a PostgreSQL database is and who connects.
 *
 * @param url the JDBC URL
 * @param user the role
 * @param password its password; shown by no method but {@link #password()}
 */
public record PostgresAddress(String url, String user, String password) {

    /**
     * Connects with the database's own settings.
     *
     * @throws SQLException if it can't be reached or refuses
     */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, credentials());
    }

    /**
     * Connects for the sync's statements, whose plans must never change with the statistics: generic plans, index access and nested loops only.
     * Without this the planner turns to full scans at a million rows when statistics are stale.
     *
     * @throws SQLException if it can't be reached or refuses
     */
    public Connection connectPinned() throws SQLException {
        Properties properties = credentials();
        properties.setProperty("options", "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
                + " -c enable_mergejoin=off -c jit=off");
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("ApplicationName", "flatten-sync");
        return DriverManager.getConnection(url, properties);
    }

    private Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
