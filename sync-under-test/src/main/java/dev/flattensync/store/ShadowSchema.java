package dev.flattensync.store;

import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL schema in which new tables are made while those of the same names go on being read. */
public final class ShadowSchema {
    private static final String SUFFIX = "_new";

    private final String target;
    private final String name;

    /** @param target the PostgreSQL schema that the new tables are for */
    public ShadowSchema(String target) {
        this.target = target;
        this.name = Identifiers.extended(target, SUFFIX);
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
        OwnedSchema.requireOwned(connection, name);
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
        OwnedSchema.recreate(connection, name);
    }

    /**
     * Puts the new tables, with the checkpoint and what was left out, in the place of the former ones, in one
     * transaction, and drops itself. What others may do with a former table, they may with the new one.
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
        try (Statement statement = connection.createStatement()) {
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
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
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
