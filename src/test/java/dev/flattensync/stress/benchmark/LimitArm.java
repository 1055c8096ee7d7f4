package dev.flattensync.stress.benchmark;

import dev.flattensync.store.Plans;
import dev.flattensync.store.PostgresAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * What PostgreSQL can do: the row changes that a sync made, replayed by plain JDBC, over a connection with the same
 * settings, in the same transactions.
 */
final class LimitArm implements AutoCloseable {
    private final Connection connection;
    private final CopyManager copy;

    LimitArm(PostgresAddress postgres) throws SQLException {
        this.connection = postgres.connect(Plans.PINNED);
        connection.setAutoCommit(false);
        this.copy = new CopyManager(connection.unwrap(BaseConnection.class));
    }

    /**
     * Replays transactions.
     *
     * @throws SQLException if PostgreSQL refuses
     * @throws IllegalStateException if a statement touches other rows than were recorded
     */
    void replay(List<List<LeanStatement>> transactions) throws SQLException, IOException {
        for (List<LeanStatement> transaction : transactions) {
            for (LeanStatement statement : transaction) {
                long rows = replay(statement);
                if (rows != statement.rows()) {
                    throw new IllegalStateException(
                            "expected %d rows, found %d: %s".formatted(statement.rows(), rows, statement));
                }
            }
            connection.commit();
        }
    }

    private long replay(LeanStatement statement) throws SQLException, IOException {
        if (statement instanceof LeanStatement.Copy rows) {
            return copy.copyIn(rows.sql(), new ByteArrayInputStream(rows.text()));
        }
        LeanStatement.Execute execute = (LeanStatement.Execute) statement;
        try (PreparedStatement prepared = connection.prepareStatement(execute.sql())) {
            for (int i = 0; i < execute.parameters().size(); i++) {
                bind(prepared, i + 1, execute.parameters().get(i));
            }
            return prepared.executeUpdate();
        }
    }

    private void bind(PreparedStatement prepared, int index, Object parameter) throws SQLException {
        if (parameter instanceof Integer[] numbers) {
            prepared.setArray(index, connection.createArrayOf("int4", numbers));
        } else if (parameter instanceof String[] texts) {
            prepared.setArray(index, connection.createArrayOf("text", texts));
        } else {
            prepared.setString(index, (String) parameter);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
