package dev.flattensync.store;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** A PostgreSQL schema in which new tables are made while those of the same names go on being read. */
public final class ShadowSchema {
    private static final String PREFIX = "flattensync_new_";
    private static final int HASH_DIGITS = 32;
    /**
     * How long to wait for those who read a former table. Shorter than PostgreSQL's deadlock_timeout (1 s): a reader of
     * several tables may wait for us in turn, and it is we who must give way.
     */
    private static final String LOCK_TIMEOUT = "300ms";
    /** Lock not available; deadlock. */
    private static final Set<String> IN_USE = Set.of("55P03", "40P01");

    private static final int PAUSE_MILLIS = 200;
    private static final int ATTEMPTS = 300;

    private final String target;
    private final String name;

    /** @param target the PostgreSQL schema that the new tables are for */
    public ShadowSchema(String target) {
        this.target = target;
        // Of any length, and never that of another target.
        this.name = PREFIX + hash(target).substring(0, HASH_DIGITS);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String mark() {
        return "Made by flatten-sync-stress: new tables for " + target;
    }

    /** Its name, unquoted. */
    public String name() {
        return name;
    }

    /**
     * Refuses to go on where it, or the schema that the tables are for, is somebody else's.
     *
     * @throws IllegalStateException if so
     * @throws SQLException if the database can't be asked
     */
    public void requireOwned(Connection connection) throws SQLException {
        OwnedSchema.requireOwned(connection, target);
        OwnedSchema.requireOwned(connection, name, mark());
    }

    /**
     * Makes it, empty, and the schema that the tables are for if it is not there.
     *
     * @throws IllegalStateException if one of these names is somebody else's
     * @throws SQLException if the database refuses
     */
    public void create(Connection connection) throws SQLException {
        requireOwned(connection);
        OwnedSchema.createIfMissing(connection, target);
        OwnedSchema.recreate(connection, name, mark());
    }

    /**
     * Puts the new tables, with the checkpoint and what was left out, in the place of the former ones, in one
     * transaction, and drops itself. What others may do with a former table, they may with the new one. Waits minutes
     * for those who read the former tables, and never keeps them waiting for long.
     *
     * @param connection committing by itself
     * @throws SQLException if the database refuses, for example because a view depends on a former table
     */
    public void swapIn(Connection connection, FlatLayout layout) throws SQLException {
        List<String> tables =
                new ArrayList<>(layout.tables().stream().map(FlatTable::name).toList());
        tables.add(SkippedRows.TABLE);
        tables.add(Checkpoint.TABLE);
        connection.setAutoCommit(false);
        try {
            for (int attempt = 1; !trySwapIn(connection, tables, attempt == ATTEMPTS); attempt++) {
                // Readers may go from parents to children or the other way.
                Collections.reverse(tables);
                pause();
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * Makes one attempt.
     *
     * @return whether it succeeded; if not, somebody was using a table for too long
     */
    private boolean trySwapIn(Connection connection, List<String> tables, boolean last) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
            lock(connection, tables);
            for (String table : tables) {
                String former = Identifiers.quoted(target) + "." + Identifiers.quoted(table);
                String fresh = Identifiers.quoted(name) + "." + Identifiers.quoted(table);
                for (String grant : grants(connection, former, fresh)) {
                    statement.execute(grant);
                }
                statement.execute("drop table if exists " + former);
                statement.execute("alter table " + fresh + " set schema " + Identifiers.quoted(target));
            }
            statement.execute("drop schema " + Identifiers.quoted(name));
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (last || !IN_USE.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            return false;
        }
    }

    /** All at once, so that nobody gets in between. */
    private void lock(Connection connection, List<String> tables) throws SQLException {
        StringJoiner former = new StringJoiner(", ");
        for (String table : tables) {
            String name = Identifiers.quoted(target) + "." + Identifiers.quoted(table);
            if (isThere(connection, name)) {
                former.add(name);
            }
        }
        if (former.length() > 0) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table " + former + " in access exclusive mode");
            }
        }
    }

    private static boolean isThere(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, table);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for the former tables", e);
        }
    }

    /** The statements that grant on a new table what is granted on the former one, if there is one. */
    private static List<String> grants(Connection connection, String former, String fresh) throws SQLException {
        List<String> grants = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select format('grant %s on %s to %s%s',"
                + " privilege_type, ?::text, case grantee when 0 then 'public' else grantee::regrole::text end,"
                + " case when is_grantable then ' with grant option' else '' end)"
                + " from pg_class, aclexplode(relacl) where pg_class.oid = to_regclass(?) and grantee <> relowner")) {
            query.setString(1, fresh);
            query.setString(2, former);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    grants.add(rows.getString(1));
                }
            }
        }
        return grants;
    }
}
