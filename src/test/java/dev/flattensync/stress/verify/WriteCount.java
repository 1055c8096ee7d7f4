package dev.flattensync.stress.verify;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Did anybody but the sync write to its tables? A row that was changed behind its back and then overwritten by a later
 * change leaves no difference, but PostgreSQL has counted it.
 */
public final class WriteCount {
    /** A session hands its counts in when it ends, which takes a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Before version 15 statistics travelled by datagrams, which could be lost. */
    private static final int RELIABLE_SINCE = 15;

    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final String postgresSchema;

    /**
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema that holds them
     */
    public WriteCount(PostgresAddress postgres, FlatLayout layout, String postgresSchema) {
        this.postgres = postgres;
        this.layout = layout;
        this.postgresSchema = postgresSchema;
    }

    /**
     * Compares PostgreSQL's count of rows inserted, updated and deleted since the tables were made with what is known
     * to have been written. Those who wrote must have closed their connections.
     *
     * @param expected the rows loaded and the rows that the sync wrote
     * @return what is wrong; empty if the counts agree, or PostgreSQL keeps none that can be relied on
     * @throws SQLException if PostgreSQL can't be asked
     */
    public Optional<String> check(long expected) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Connection connection = postgres.connect()) {
            if (!countsReliably(connection)) {
                return Optional.empty();
            }
            long counted = counted(connection);
            while (counted < expected && System.nanoTime() < deadline) {
                LockSupport.parkNanos(PAUSE.toNanos());
                counted = counted(connection);
            }
            return counted == expected
                    ? Optional.empty()
                    : Optional.of(
                            "expected %d rows written to %s, by the load and the sync; PostgreSQL counted %d: somebody else wrote to these tables"
                                    .formatted(expected, postgresSchema, counted));
        }
    }

    private static boolean countsReliably(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_setting('track_counts')");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getBoolean(1) && connection.getMetaData().getDatabaseMajorVersion() >= RELIABLE_SINCE;
        }
    }

    private long counted(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_user_tables where schemaname = ? and relname = any(?)")) {
            query.setString(1, postgresSchema);
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            layout.tables().stream().map(FlatTable::name).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
