package dev.flattensync.stress.benchmark;

import java.util.List;

/** One statement of the leanest way to make some recorded changes. */
sealed interface LeanStatement {

    /** How many rows it must touch. */
    int rows();

    /**
     * A prepared statement.
     *
     * @param sql its text
     * @param parameters texts, numbers, or arrays of them
     */
    record Execute(String sql, List<Object> parameters, int rows) implements LeanStatement {}

    /**
     * Rows by {@code COPY}.
     *
     * @param sql its text
     * @param text the rows in COPY's text format, UTF-8
     */
    record Copy(String sql, byte[] text, int rows) implements LeanStatement {}
}
