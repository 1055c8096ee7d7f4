package dev.flattensync.stress.variant;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.DocumentReader;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.KnownArrays;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.Plans;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.RowCopy;
import dev.flattensync.store.SkippedRows;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.verify.TableComparison;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/** Flat tables, with the indexes and foreign keys of a variant. */
final class FlatTables implements VariantTables {
    private final Variant variant;
    private final BlogMapping blog;
    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final FlatSql sql;

    FlatTables(Variant variant, BlogMapping blog, PostgresAddress postgres) {
        this.variant = variant;
        this.blog = blog;
        this.postgres = postgres;
        this.layout = new FlatLayout(blog.mapping(), variant.storage().schema().orElseThrow());
        this.sql = new FlatSql(layout, variant.postgresSchema());
    }

    @Override
    public Set<String> names() {
        return layout.tables().stream().map(FlatTable::name).collect(Collectors.toSet());
    }

    @Override
    public FlatLayout layout() {
        return layout;
    }

    @Override
    public void create(Connection connection) throws SQLException {
        OwnedSchema.recreate(connection, variant.postgresSchema());
        try (Statement statement = connection.createStatement()) {
            for (FlatTable table : layout.tables()) {
                statement.execute(sql.createTable(table));
                // It would run in the midst of another variant's turn.
                statement.execute("alter table " + sql.name(table) + " set (autovacuum_enabled = off)");
            }
        }
    }

    @Override
    public void copy(Connection connection, List<BsonDocument> documents) throws SQLException {
        new RowCopy(connection, layout, sql::name, new WriteCounter())
                .run(
                        documents.stream()
                                .<FlatElement>map(document -> Flattener.document(layout.mapping(), document))
                                .iterator(),
                        rows -> {});
    }

    @Override
    public void finish(Connection connection, StreamPosition position) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (variant.indexes() == Indexes.INDEXED) {
                for (FlatTable table : layout.tables()) {
                    for (String index : sql.createIndexes(table)) {
                        statement.execute(index);
                    }
                }
            }
            if (variant.integrity() != Integrity.APPLICATION) {
                boolean cascade = variant.integrity() == Integrity.CASCADE;
                for (String foreignKey : new ForeignKeys(layout, sql, cascade).statements()) {
                    statement.execute(foreignKey);
                }
            }
            for (FlatTable table : layout.tables()) {
                statement.execute("vacuum analyze " + sql.name(table));
            }
        }
        new SkippedRows(variant.postgresSchema()).create(connection);
        new Checkpoint(variant.postgresSchema()).create(connection, layout, 1, new Checkpoint.Mark(position, true));
    }

    @Override
    public void vacuum(Connection connection, String how) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (FlatTable table : layout.tables()) {
                statement.execute("vacuum " + how + " " + sql.name(table));
            }
        }
    }

    @Override
    public TableComparison.Outcome compare(Iterable<BsonDocument> documents, int most) throws SQLException {
        return new TableComparison(postgres, layout, variant.postgresSchema()).compare(documents, most);
    }

    @Override
    public Reads reads(PostgresAddress address) throws SQLException {
        FlatSql free = new FlatSql(layout, variant.postgresSchema(), Plans.FREE);
        return Reads.open(
                address,
                (user, positions) -> free.lookUp(blog.comment(), blog.content().column(), user, positions),
                connection -> {
                    DocumentReader reader = new DocumentReader(connection, layout, free, KnownArrays.NONE);
                    return userId -> Optional.ofNullable(
                                    reader.documents(List.of(userId)).get(userId))
                            .map(FlatElement::rows)
                            .orElse(0);
                });
    }
}
