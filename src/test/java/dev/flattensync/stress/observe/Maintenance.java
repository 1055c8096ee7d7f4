package dev.flattensync.stress.observe;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** What PostgreSQL would do sooner or later, done between blocks, so that it falls into none of them by chance. */
public final class Maintenance {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String WARNING = "01000";

    private final PostgresAddress postgres;

    public Maintenance(PostgresAddress postgres) {
        this.postgres = postgres;
    }

    /**
     * Writes all that is only in memory and in the WAL to the data files. The next change of each page writes the whole
     * page to the WAL.
     *
     * @return whether it was done; not, if the role is neither a superuser nor in {@code pg_checkpoint}
     * @throws SQLException if it fails for any other reason
     */
    public boolean checkpoint() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            try {
                statement.execute("checkpoint");
                return true;
            } catch (SQLException e) {
                if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                    return false;
                }
                throw e;
            }
        }
    }

    /**
     * Makes the space of dead rows free for new ones, and gathers the planner's statistics. Rows that an open
     * transaction may still see stay dead.
     *
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema that holds them, unquoted
     * @throws SQLException if a table can't be vacuumed, also if the role does not own it, of which PostgreSQL only
     *     warns
     */
    public void vacuum(FlatLayout layout, String postgresSchema) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            for (FlatTable table : layout.tables()) {
                statement.execute("vacuum (analyze) " + Identifiers.quoted(postgresSchema) + "."
                        + Identifiers.quoted(table.name()));
                for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                    if (WARNING.equals(told.getSQLState())) {
                        throw told;
                    }
                }
            }
        }
    }
}
