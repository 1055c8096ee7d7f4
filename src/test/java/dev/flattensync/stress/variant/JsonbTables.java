package dev.flattensync.stress.variant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.peer.JsonbComparison;
import dev.flattensync.stress.peer.JsonbTable;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;

/** The one table that holds documents whole. */
final class JsonbTables implements VariantTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Variant variant;
    private final BlogMapping blog;
    private final PostgresAddress postgres;
    private final JsonbTable table;

    JsonbTables(Variant variant, BlogMapping blog, PostgresAddress postgres) {
        this.variant = variant;
        this.blog = blog;
        this.postgres = postgres;
        this.table = new JsonbTable(blog.mapping(), variant.postgresSchema(), variant.storage() == Storage.JSONB);
    }

    @Override
    public Set<String> names() {
        return Set.of(blog.user().table());
    }

    /** No matter which: there are no flat tables. */
    @Override
    public FlatLayout layout() {
        return new FlatLayout(blog.mapping(), FlatSchema.all().get(0));
    }

    @Override
    public void create(Connection connection) throws SQLException {
        OwnedSchema.recreate(connection, variant.postgresSchema());
        table.create(connection);
        execute(
                connection,
                "alter table " + table.name() + " set (autovacuum_enabled = off, toast.autovacuum_enabled = off)");
    }

    @Override
    public void copy(Connection connection, List<BsonDocument> documents) throws SQLException {
        table.copy(connection, documents);
    }

    @Override
    public void finish(Connection connection, StreamPosition position) throws SQLException {
        if (variant.indexes() == Indexes.INDEXED) {
            table.index(connection);
        }
        execute(connection, "vacuum analyze " + table.name());
        new Checkpoint(variant.postgresSchema()).create(connection, layout(), 1, new Checkpoint.Mark(position, true));
    }

    @Override
    public void vacuum(Connection connection, String how) throws SQLException {
        execute(connection, "vacuum " + how + " " + table.name());
    }

    @Override
    public TableComparison.Outcome compare(Iterable<BsonDocument> documents, int most) throws SQLException {
        return new JsonbComparison(postgres, table).compare(documents, most);
    }

    @Override
    public Reads reads(PostgresAddress address) throws SQLException {
        return Reads.open(
                address,
                (user, positions) -> table.lookUp(blog.comment(), blog.content(), user, positions),
                connection -> {
                    PreparedStatement read = connection.prepareStatement(table.read("?"));
                    return userId -> elements(read, userId);
                });
    }

    /** An application gets the document as text, and parses it. */
    private static int elements(PreparedStatement read, String userId) throws SQLException {
        read.setString(1, userId);
        try (ResultSet rows = read.executeQuery()) {
            return rows.next() ? elements(rows.getString(1)) : 0;
        }
    }

    private static int elements(String document) throws SQLException {
        try {
            int elements = 1;
            for (JsonNode post : JSON.readTree(document).path("posts")) {
                elements += 1 + post.path("comments").size();
            }
            return elements;
        } catch (JsonProcessingException e) {
            throw new SQLException("expected a document, found what is no JSON", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
