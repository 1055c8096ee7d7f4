package dev.flattensync.stress.benchmark;

import dev.flattensync.change.StreamPosition;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.ColumnSource;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.Index;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.Plans;
import dev.flattensync.stress.variant.BlogMapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Edits by hand: one update that finds the comment by its table's index, one of the row that holds the token, and a
 * commit. Nobody who knows less than all ids and positions could do it in less.
 */
final class JdbcEdits implements AutoCloseable {
    private final Connection connection;
    private final List<ColumnSource> address;
    private final PreparedStatement update;
    private final PreparedStatement token;

    /**
     * Connects as the sync does.
     *
     * @param tables with a checkpoint
     * @throws SQLException if PostgreSQL refuses
     */
    JdbcEdits(BenchmarkTables tables, BlogMapping blog) throws SQLException {
        FlatTable comments = tables.layout().table(blog.comment());
        Index index = comments.indexes().stream()
                .filter(candidate -> !candidate.unique())
                .findFirst()
                .orElseThrow();
        List<Column> columns = index.columns().stream()
                .map(name -> comments.columns().stream()
                        .filter(column -> column.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toList();
        this.address = columns.stream().map(Column::source).toList();
        this.connection = tables.postgres().connect(Plans.PINNED);
        connection.setAutoCommit(false);
        this.update = connection.prepareStatement("update "
                + new FlatSql(tables.layout(), tables.postgresSchema()).name(comments)
                + " set " + Identifiers.quoted(blog.content().column()) + " = ? where "
                + columns.stream()
                        .map(column -> Identifiers.quoted(column.name()) + " = ?")
                        .collect(Collectors.joining(" and ")));
        this.token = connection.prepareStatement("update " + Identifiers.quoted(tables.postgresSchema()) + "."
                + Identifiers.quoted(Checkpoint.TABLE)
                + " set cluster_time = ?, resume_token = ?, complete_time = ? where partition = 0");
    }

    /**
     * Does an edit.
     *
     * @param position a place in the stream, for the checkpoint
     * @return how long it took until it was committed, in nanoseconds
     * @throws SQLException if PostgreSQL refuses
     */
    long edit(CommentEdit edit, StreamPosition position) throws SQLException {
        String resumeToken = position.resumeToken().toJson();
        long time = position.time().getValue();
        long start = System.nanoTime();
        update.setString(1, edit.text());
        for (int i = 0; i < address.size(); i++) {
            if (address.get(i) instanceof ColumnSource.Id id) {
                update.setString(i + 2, edit.ids().get(id.depth()));
            } else if (address.get(i) instanceof ColumnSource.Position place) {
                update.setInt(i + 2, edit.positions().get(place.depth() - 1));
            }
        }
        int rows = update.executeUpdate();
        token.setLong(1, time);
        token.setString(2, resumeToken);
        token.setLong(3, time);
        rows += token.executeUpdate();
        connection.commit();
        long nanos = System.nanoTime() - start;
        if (rows != 2) {
            throw new IllegalStateException("expected to update a comment and the checkpoint, updated %d rows: %s"
                    .formatted(rows, edit.operation()));
        }
        return nanos;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
