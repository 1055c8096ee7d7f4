package dev.flattensync.stress.explain;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.logging.Logger;

/** Takes JDBC URLs with its own prefix, connects by what follows it, and has PostgreSQL explain all statements. */
final class ExplainingDriver implements Driver {
    /**
     * Each row's time would cost the most, and values may be long. What is told is told to the client alone: the
     * server's own log begins, as a rule, at warnings.
     */
    private static final String EXPLAIN = "load 'auto_explain';"
            + " set auto_explain.log_level = notice; set client_min_messages = notice;"
            + " set auto_explain.log_format = json; set auto_explain.log_analyze = on;"
            + " set auto_explain.log_timing = off; set auto_explain.log_buffers = on; set auto_explain.log_wal = on;"
            + " set auto_explain.log_nested_statements = on; set auto_explain.log_parameter_max_length = 0;"
            + " set auto_explain.sample_rate = 1; set auto_explain.log_min_duration = 0";

    private static final String NO_PRIVILEGE = "42501";
    private static final String NO_FILE = "58P01";

    private final String prefix = "jdbc:explained-" + UUID.randomUUID() + ":";
    private final PlanNotices plans = new PlanNotices();

    /** What its URLs begin with, in front of the real one. */
    String prefix() {
        return prefix;
    }

    /** What the statements of all its connections did. */
    PlanNotices plans() {
        return plans;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(prefix);
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection connection = DriverManager.getConnection(url.substring(prefix.length()), info);
        try (Statement statement = connection.createStatement()) {
            statement.execute(EXPLAIN);
        } catch (SQLException e) {
            connection.close();
            throw refused(e, info.getProperty("user"));
        }
        return new ExplainedConnection(connection, plans).proxy();
    }

    private static SQLException refused(SQLException e, String user) {
        String state = String.valueOf(e.getSQLState());
        String remedy;
        if (state.equals(NO_PRIVILEGE)) {
            remedy = "connect as a superuser";
        } else if (state.equals(NO_FILE)) {
            remedy = "install PostgreSQL's contrib modules";
        } else {
            return e;
        }
        return new SQLException(
                "expected a PostgreSQL in which role \"%s\" may load auto_explain, which explains statements as they run; it refuses (%s): %s, or go on without costs"
                        .formatted(user, e.getMessage(), remedy),
                state,
                e);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }
}
