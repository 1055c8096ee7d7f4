package dev.flattensync.stress.variant;

import dev.flattensync.store.Identifiers;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.experiment.FlushTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.statistics.descriptive.Median;

/** Measures how long a commit waits for PostgreSQL's disk: commits that wait and commits that don't, in turns. */
public final class FlushTimer {
    /** The PostgreSQL schema that it makes, and drops. */
    public static final String SCHEMA = "flattensync_experiment_flush";

    private static final int WARM_UP = 50;
    private static final int COMMITS = 300;

    private FlushTimer() {}

    /**
     * Measures; takes about a second.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public static FlushTime measure(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            OwnedSchema.recreate(connection, SCHEMA);
            String table = Identifiers.quoted(SCHEMA) + ".commits";
            statement.execute("create table " + table + " (n int)");
            statement.execute("insert into " + table + " values (0)");
            connection.setAutoCommit(false);
            double[] flushed = new double[COMMITS];
            double[] unflushed = new double[COMMITS];
            for (int i = -WARM_UP; i < COMMITS; i++) {
                long with = commit(connection, statement, table, "on");
                long without = commit(connection, statement, table, "off");
                if (i >= 0) {
                    flushed[i] = with;
                    unflushed[i] = without;
                }
            }
            connection.setAutoCommit(true);
            statement.execute("drop schema " + Identifiers.quoted(SCHEMA) + " cascade");
            return new FlushTime(
                    Math.round(Median.withDefaults().evaluate(flushed)),
                    Math.round(Median.withDefaults().evaluate(unflushed)));
        }
    }

    private static long commit(Connection connection, Statement statement, String table, String wait)
            throws SQLException {
        statement.execute("set local synchronous_commit = " + wait);
        statement.execute("update " + table + " set n = n + 1");
        long start = System.nanoTime();
        connection.commit();
        return System.nanoTime() - start;
    }
}
