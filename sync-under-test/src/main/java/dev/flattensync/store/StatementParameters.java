package dev.flattensync.store;

import dev.flattensync.mapping.FieldType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Binds one parameter after the other to a statement of {@link FlatSql}. Made for one execution. */
final class StatementParameters {
    private final Connection connection;
    private final PreparedStatement statement;
    private final WriteCounter counter;
    private int index;

    /** Parameters that are not written anywhere. */
    StatementParameters(Connection connection, PreparedStatement statement) {
        this(connection, statement, 0, new WriteCounter());
    }

    /**
     * @param before the number of parameters before the first
     * @param counter is told of the values
     */
    StatementParameters(Connection connection, PreparedStatement statement, int before, WriteCounter counter) {
        this.connection = connection;
        this.statement = statement;
        this.index = before;
        this.counter = counter;
    }

    /** The number of parameters so far. */
    int count() {
        return index;
    }

    /** A single text. */
    StatementParameters text(Object value) throws SQLException {
        String text = FieldType.toText(value);
        counter.noteText(text);
        statement.setString(++index, text);
        return this;
    }

    /** A single position. */
    StatementParameters position(int position) throws SQLException {
        statement.setInt(++index, position);
        return this;
    }

    /** One text a row. */
    <T> StatementParameters texts(List<T> rows, Function<T, Object> value) throws SQLException {
        String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = FieldType.toText(value.apply(rows.get(i)));
            counter.noteText(texts[i]);
        }
        statement.setArray(++index, connection.createArrayOf("text", texts));
        return this;
    }

    /** So many arrays, one for each column of values: their i-th entries are the i-th row's. */
    <T> StatementParameters columns(List<T> rows, int columns, Function<T, List<Object>> values) throws SQLException {
        for (int column = 0; column < columns; column++) {
            int c = column;
            texts(rows, row -> values.apply(row).get(c));
        }
        return this;
    }

    /** So many arrays of positions, one for each depth. */
    <T> StatementParameters positions(List<T> rows, int depths, Function<T, List<Integer>> positions)
            throws SQLException {
        for (int depth = 0; depth < depths; depth++) {
            Integer[] numbers = new Integer[rows.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = positions.apply(rows.get(i)).get(depth);
            }
            statement.setArray(++index, connection.createArrayOf("int4", numbers));
        }
        return this;
    }
}
