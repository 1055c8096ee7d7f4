package dev.flattensync.store;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.schema.FlatLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * The rows that say up to where the change stream is in the tables, one for each partition of the documents. A row
 * moves in the same transaction as its partition's rows.
 */
public final class Checkpoint {
    /** The name of its table. */
    public static final String TABLE = "flattensync_checkpoint";

    /** How long to wait for a transaction that is being committed; one of a client that is gone may never end. */
    private static final String LOCK_TIMEOUT = "5s";

    private static final String COLUMNS = "cluster_time, resume_token, caught_up, complete_time";

    private final String schema;
    private final String table;

    /** @param postgresSchema the PostgreSQL schema of the flat tables, unquoted */
    public Checkpoint(String postgresSchema) {
        this.schema = postgresSchema;
        this.table = Identifiers.quoted(postgresSchema) + "." + Identifiers.quoted(TABLE);
    }

    /**
     * Where one partition stands.
     *
     * @param position the place in the stream
     * @param complete the time up to which nothing is missing there: before the position's own in the midst of a
     *     transaction, whose events share one
     * @param caughtUp whether its rows are exactly what the documents were there; else some are newer, and changes
     *     after that place may be in them already
     */
    public record Mark(StreamPosition position, BsonTimestamp complete, boolean caughtUp) {

        /** Of a place that no other event shares its time with. */
        public Mark(StreamPosition position, boolean caughtUp) {
            this(position, position.time(), caughtUp);
        }
    }

    /**
     * Makes the table, with a row for each partition.
     *
     * @param layout the tables that the checkpoint is about
     * @param partitions their number
     * @param start what the tables, as they are now, stand for
     * @throws SQLException if the database refuses
     */
    public void create(Connection connection, FlatLayout layout, int partitions, Mark start) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + table
                    + " (partition int primary key, cluster_time bigint not null, resume_token text not null,"
                    + " caught_up boolean not null, complete_time bigint not null, fingerprint text not null)");
        }
        insert(connection, layout, partitions, start);
    }

    private void insert(Connection connection, FlatLayout layout, int partitions, Mark start) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " (" + COLUMNS
                + ", fingerprint, partition) select ?, ?, ?, ?, ?, partition from generate_series(0, ?) partition")) {
            bind(insert, start);
            insert.setString(5, layout.fingerprint());
            insert.setInt(6, partitions - 1);
            insert.executeUpdate();
        }
    }

    /**
     * Changes the number of partitions, which is only possible where all stand at the same place: after a snapshot, or
     * a sync that was stopped with nothing left to do.
     *
     * @return the marks there are then, of the number wanted or of the former one
     * @throws SQLException if the database refuses
     */
    public List<Mark> repartition(Connection connection, FlatLayout layout, int partitions) throws SQLException {
        List<Mark> marks = read(connection);
        if (marks.size() == partitions || marks.stream().distinct().count() > 1) {
            return marks;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from " + table);
        }
        insert(connection, layout, partitions, marks.get(0));
        return read(connection);
    }

    /**
     * Whether there is a checkpoint: tables that a snapshot has filled.
     *
     * @throws SQLException if the database can't be asked
     */
    public boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select from pg_tables where schemaname = ? and tablename = ?")) {
            query.setString(1, schema);
            query.setString(2, TABLE);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Refuses tables that were made for another mapping or flat schema.
     *
     * @throws StaleTablesException if they were
     * @throws SQLException if the database can't be asked
     */
    public void requireMadeFor(Connection connection, FlatLayout layout) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct fingerprint from " + table)) {
            while (rows.next()) {
                if (!rows.getString(1).equals(layout.fingerprint())) {
                    throw new StaleTablesException(
                            "expected the tables in \"%s\" to be made for the mapping and flat schema in use (fingerprint %s), found them made for others (%s); bring the former mapping back, or take a new snapshot"
                                    .formatted(schema, shortened(layout.fingerprint()), shortened(rows.getString(1))));
                }
            }
        }
    }

    private static String shortened(String fingerprint) {
        return fingerprint.substring(0, Math.min(12, fingerprint.length()));
    }

    /**
     * Where the tables stand. Waits for whoever is just moving a mark: a session whose client is gone may still be
     * committing. To the end of the transaction, which must be open, nobody can move one.
     *
     * @return one mark for each partition, in their order
     * @throws SQLException if the table can't be read
     */
    public List<Mark> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
            return read(statement);
        }
    }

    private List<Mark> read(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select " + COLUMNS + " from " + table + " order by partition for update")) {
            List<Mark> marks = new ArrayList<>();
            while (rows.next()) {
                StreamPosition position =
                        new StreamPosition(new BsonTimestamp(rows.getLong(1)), BsonDocument.parse(rows.getString(2)));
                marks.add(new Mark(position, new BsonTimestamp(rows.getLong(4)), rows.getBoolean(3)));
            }
            if (marks.isEmpty()) {
                throw new SQLException(
                        "expected the checkpoint's rows in " + table + ", found none; take a new snapshot");
            }
            return marks;
        }
    }

    /**
     * Moves a partition's mark, if it still is where this sync left it: with the next update that is sent. From there
     * to the end of the transaction no other sync can move it; if another one has, a {@link FencedOffException} tells
     * so.
     *
     * @throws SQLException if the database refuses
     */
    public void advance(UpdateSender updates, int partition, Mark from, Mark to) throws SQLException {
        updates.putOff(
                "update " + table + " set cluster_time = ?, resume_token = ?, caught_up = ?, complete_time = ?"
                        + " where partition = ? and cluster_time = ? and resume_token = ? and caught_up = ?",
                (update, before) -> {
                    bind(update, to);
                    update.setInt(5, partition);
                    update.setLong(6, from.position().time().getValue());
                    update.setString(7, from.position().resumeToken().toJson());
                    update.setBoolean(8, from.caughtUp());
                    return 8;
                },
                rows -> {
                    if (rows != 1) {
                        throw new FencedOffException(
                                "expected the checkpoint in " + table + " where this sync left it, found it moved;"
                                        + " another sync writes to the same tables: stop one of them");
                    }
                });
    }

    private static void bind(PreparedStatement statement, Mark mark) throws SQLException {
        statement.setLong(1, mark.position().time().getValue());
        statement.setString(2, mark.position().resumeToken().toJson());
        statement.setBoolean(3, mark.caughtUp());
        statement.setLong(4, mark.complete().getValue());
    }
}
