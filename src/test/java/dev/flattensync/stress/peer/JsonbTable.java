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
 * <p>What an edit of one comment costs is mostly the compression of all the others, so PostgreSQL's default is not the
 * fastest: of a user of 10,000 comments, 1.1 MB of JSON, in one run, {@code jsonb_set} took 0.41 of its time where
 * documents are kept uncompressed, for 3.2 times the WAL and space. (lz4 takes as long as no compression, but not every
 * PostgreSQL is built with it.)
 */
public final class JsonbTable {
    private static final int CHUNK_BYTES = 4 << 20;

    private final String name;
    private final boolean compressed;

    /**
     * @param mapping names the table after its root's
     * @param postgresSchema the PostgreSQL schema it is in, unquoted
     * @param compressed whether large documents are compressed as PostgreSQL does by default
     */
    public JsonbTable(DocumentMapping mapping, String postgresSchema, boolean compressed) {
        this.name = Identifiers.quoted(postgresSchema) + "."
                + Identifiers.quoted(mapping.root().table());
        this.compressed = compressed;
    }

    /** The table's name with its PostgreSQL schema, quoted. */
    public String name() {
        return name;
    }

    /**
     * Makes the table, without an index.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table " + name + " (_id text not null, document jsonb not null)");
            if (!compressed) {
                statement.execute("alter table " + name + " alter document set storage external");
            }
        }
    }

    /**
     * Adds documents by {@code COPY}.
     *
     * @throws SQLException if PostgreSQL refuses
     */
    public void copy(Connection connection, List<BsonDocument> documents) throws SQLException {
        copy(connection, name, documents);
    }

    /**
     * Makes {@code _id} the primary key.
     *
     * @throws SQLException if an id is there twice
     */
    public void index(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + name + " add primary key (_id)");
        }
    }

    /** Sends documents to a table like this one, and returns their number. */
    static long copy(Connection connection, String table, Iterable<BsonDocument> documents) throws SQLException {
        CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
        CopyRows rows = new CopyRows();
        long sent = 0;
        try {
            for (BsonDocument document : documents) {
                rows.value(CanonicalId.of(document.get("_id")));
                rows.endValue();
                rows.value(CanonicalJson.of(document).text());
                rows.endRow();
                sent++;
                if (rows.getLength() >= CHUNK_BYTES) {
                    copy.copyIn("copy " + table + " from stdin", rows);
                    rows.clear();
                }
            }
            copy.copyIn("copy " + table + " from stdin", rows);
            return sent;
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
     * Reads a whole document, as text.
     *
     * @param documentId the SQL that stands for the id: a parameter
     */
    public String read(String documentId) {
        return "select document::text from " + name + " where _id = " + documentId;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
