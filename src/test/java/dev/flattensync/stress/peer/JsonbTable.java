package dev.flattensync.stress.peer;

import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.mapping.CanonicalJson;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.store.CopyRows;
import dev.flattensync.store.Identifiers;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;
import org.bson.BsonDocument;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * The table that holds each document of a collection whole: {@code "users" (_id text, document jsonb)}.
 *
 * <p>What an edit of one comment costs is mostly the compression of all the others, so the fastest storage is used. A
 * user of 10,000 comments, 1.1 MB of JSON, in one run: with PostgreSQL's default (pglz) {@code jsonb_set} takes 2.8
 * times as long as with lz4. Not every PostgreSQL is built with lz4, and this project's embedded one is not; there the
 * documents are kept uncompressed, which takes 1.1 times as long as lz4 and reads a comment in half of pglz's time, for
 * 3.2 times the WAL and space.
 */
public final class JsonbTable {
    private static final int CHUNK_BYTES = 4 << 20;

    private final String name;

    /**
     * @param mapping names the table after its root's
     * @param postgresSchema the PostgreSQL schema it is in, unquoted
     */
    public JsonbTable(DocumentMapping mapping, String postgresSchema) {
        this.name = Identifiers.quoted(postgresSchema) + "."
                + Identifiers.quoted(mapping.root().table());
    }

    /** The table's name with its PostgreSQL schema, quoted. */
    public String name() {
        return name;
    }

    /**
     * Makes the table and fills it by {@code COPY}, the index last.
     *
     * @param connection should commit by itself
     * @param indexed whether {@code _id} is the primary key
     * @param documents all documents of the collection
     * @throws SQLException if PostgreSQL refuses, for example because an id that must be unique is not
     */
    public void load(Connection connection, boolean indexed, List<BsonDocument> documents) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean lz4 = hasLz4(statement);
            statement.execute("create table " + name + " (_id text not null, document jsonb "
                    + (lz4 ? "compression lz4 " : "") + "not null)");
            if (!lz4) {
                statement.execute("alter table " + name + " alter document set storage external");
            }
            copy(connection, name, documents);
            if (indexed) {
                statement.execute("alter table " + name + " add primary key (_id)");
            }
            statement.execute("vacuum analyze " + name);
        }
    }

    private static boolean hasLz4(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "select 'lz4' = any(enumvals) from pg_settings where name = 'default_toast_compression'")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    /** Sends documents to a table like this one. */
    static void copy(Connection connection, String table, List<BsonDocument> documents) throws SQLException {
        CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
        CopyRows rows = new CopyRows();
        try {
            for (BsonDocument document : documents) {
                rows.value(CanonicalId.of(document.get("_id")));
                rows.endValue();
                rows.value(CanonicalJson.of(document).text());
                rows.endRow();
                if (rows.getLength() >= CHUNK_BYTES) {
                    copy.copyIn("copy " + table + " from stdin", rows);
                    rows.clear();
                }
            }
            copy.copyIn("copy " + table + " from stdin", rows);
        } catch (IOException e) {
            throw new SQLException("COPY to " + table + " broke off", e);
        }
    }

    /**
     * Looks one element's field up by the document's id and positions, as an application would.
     *
     * @param documentId the SQL that stands for the id: a parameter
     * @param positions the SQL that stands for each position
     */
    public String lookUp(ElementMapping looked, FieldMapping field, String documentId, List<String> positions) {
        StringJoiner path = new StringJoiner(", ", "array[", "]::text[]");
        for (ElementMapping element : looked.chain().subList(1, looked.chain().size())) {
            element.arrayPath().forEach(part -> path.add(literal(part)));
            path.add("(" + positions.get(element.depth() - 1) + ")::text");
        }
        field.path().forEach(part -> path.add(literal(part)));
        return "select document #>> " + path + " from " + name + " where _id = " + documentId;
    }

    /**
     * Reads a whole document.
     *
     * @param documentId the SQL that stands for the id: a parameter
     */
    public String read(String documentId) {
        return "select document from " + name + " where _id = " + documentId;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
