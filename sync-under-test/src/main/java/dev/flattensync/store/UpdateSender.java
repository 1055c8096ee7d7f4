package dev.flattensync.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Sends the updates of one transaction. One that is put off travels with the next, so that both take one round trip:
 * the driver sends all statements of a text at once, and each is prepared on its own. Made for one transaction.
 */
public final class UpdateSender {
    private final Connection connection;
    private Update putOff;

    /** @param connection not committing by itself */
    public UpdateSender(Connection connection) {
        this.connection = connection;
    }

    /** Binds the parameters of an update. */
    @FunctionalInterface
    interface Binding {
        /**
         * Binds them all.
         *
         * @param before the number of parameters before the first
         * @return the number of parameters up to the last
         */
        int bind(PreparedStatement statement, int before) throws SQLException;
    }

    /** Sees whether an update touched the rows it should have. */
    @FunctionalInterface
    interface Check {
        void rows(int rows) throws SQLException;
    }

    private record Update(String sql, Binding binding, Check check) {}

    /** Has an update sent with the next one, or by {@link #flush}. What it finds is checked then. */
    void putOff(String sql, Binding binding, Check check) throws SQLException {
        flush();
        putOff = new Update(sql, binding, check);
    }

    /**
     * Sends an update, behind the one that was put off.
     *
     * @return how many rows it touched
     */
    int send(String sql, Binding binding) throws SQLException {
        Update first = putOff;
        if (first == null) {
            return sendAlone(sql, binding);
        }
        putOff = null;
        try (PreparedStatement both = connection.prepareStatement(first.sql + "; " + sql)) {
            binding.bind(both, first.binding.bind(both, 0));
            both.execute();
            first.check.rows(both.getUpdateCount());
            both.getMoreResults();
            return both.getUpdateCount();
        }
    }

    private int sendAlone(String sql, Binding binding) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement, 0);
            return statement.executeUpdate();
        }
    }

    /**
     * Sends what was put off.
     *
     * @throws SQLException if the database refuses
     */
    public void flush() throws SQLException {
        Update first = putOff;
        if (first != null) {
            putOff = null;
            first.check.rows(sendAlone(first.sql, first.binding));
        }
    }
}
