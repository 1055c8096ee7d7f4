package dev.flattensync.stress.observe;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads what PostgreSQL, this JVM and this machine have counted so far, through a connection of its own. A reading
 * takes a few milliseconds, the first one more: the JVM loads what it needs. To be used by one thread at a time.
 */
public final class Observer implements AutoCloseable {
    /** Before, statistics travelled by datagrams, which could be lost. */
    private static final int RELIABLE_SINCE = 15;

    /**
     * insufficient_privilege; undefined_function and feature_not_supported of servers that are only like PostgreSQL;
     * object_not_in_prerequisite_state of a standby.
     */
    private static final Set<String> NO_WAL = Set.of("42501", "42883", "0A000", "55000");

    private final Connection connection;
    private final boolean countsReliably;
    private final Optional<ProcessTree> processes;
    private final Machine machine = new Machine();

    private Observer(Connection connection, OptionalLong processId) throws SQLException {
        this.connection = connection;
        this.countsReliably = countsReliably(connection);
        this.processes = processId.isPresent() ? ProcessTree.of(processId.getAsLong()) : Optional.empty();
    }

    /**
     * Connects.
     *
     * @param postgres the server, and the database of the tables
     * @param processId the process id of its postmaster, if it runs on this machine and is known
     * @throws SQLException if PostgreSQL can't be reached or refuses
     */
    public static Observer open(PostgresAddress postgres, OptionalLong processId) throws SQLException {
        Connection connection = postgres.connect();
        try {
            return new Observer(connection, processId);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Reads everything.
     *
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema that holds them, unquoted
     * @throws IllegalStateException if a table is missing
     * @throws SQLException if PostgreSQL can't be asked
     */
    public Snapshot read(FlatLayout layout, String postgresSchema) throws SQLException {
        return new Snapshot(
                readTables(layout, postgresSchema),
                new ServerCounts(
                        walBytes(), processes.map(ProcessTree::cpuNanos).orElseGet(OptionalLong::empty)),
                RigCounts.read(),
                machine.read());
    }

    /**
     * Reads the tables only, as the later reading of {@link SideFigures#between(Snapshot, Snapshot, TableCounts)}.
     *
     * @param layout the tables
     * @param postgresSchema the PostgreSQL schema that holds them, unquoted
     * @throws IllegalStateException if a table is missing
     * @throws SQLException if PostgreSQL can't be asked
     */
    public TableCounts readTables(FlatLayout layout, String postgresSchema) throws SQLException {
        List<String> tables = layout.tables().stream().map(FlatTable::name).toList();
        try (PreparedStatement query = connection.prepareStatement("""
                select count(*), sum(n_tup_ins), sum(n_tup_upd), sum(n_tup_hot_upd), sum(n_tup_del), sum(n_dead_tup),
                  sum(pg_table_size(relid)), sum(pg_indexes_size(relid))
                from pg_stat_user_tables where schemaname = ? and relname = any(?)""")) {
            query.setString(1, postgresSchema);
            query.setArray(2, connection.createArrayOf("text", tables.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                if (rows.getInt(1) != tables.size()) {
                    throw new IllegalStateException(
                            "expected the tables %s in the PostgreSQL schema \"%s\", found %d of them"
                                    .formatted(tables, postgresSchema, rows.getInt(1)));
                }
                RowCounts counts = new RowCounts(
                        rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5), rows.getLong(6));
                return new TableCounts(
                        countsReliably ? Optional.of(counts) : Optional.empty(),
                        new TableSizes(rows.getLong(7), rows.getLong(8)));
            }
        }
    }

    private OptionalLong walBytes() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return OptionalLong.of(rows.getLong(1));
        } catch (SQLException e) {
            if (NO_WAL.contains(e.getSQLState())) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    private static boolean countsReliably(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select current_setting('track_counts')");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getBoolean(1) && connection.getMetaData().getDatabaseMajorVersion() >= RELIABLE_SINCE;
        }
    }

    /**
     * Disconnects.
     *
     * @throws SQLException if PostgreSQL can't be told
     */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
