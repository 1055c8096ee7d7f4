package dev.flattensync.stress.peer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which documents PostgreSQL holds. Events can't tell: one that was looked up may have been ahead of them. */
final class StoredIds {

    private StoredIds() {}

    /**
     * Those of the ids that a table holds.
     *
     * @param table its quoted name; its column {@code _id} holds canonical ids
     */
    static Set<String> among(Connection connection, String table, Collection<String> ids) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select _id from " + table + " where _id = any(?::text[])")) {
            query.setArray(1, connection.createArrayOf("text", ids.toArray()));
            Set<String> stored = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    stored.add(rows.getString(1));
                }
            }
            return stored;
        }
    }
}
