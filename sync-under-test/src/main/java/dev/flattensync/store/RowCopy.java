package dev.flattensync.store;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.FlatRows;
import dev.flattensync.mapping.FieldType;
import dev.flattensync.schema.Column;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.schema.RowChain;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Sends rows to existing tables by {@code COPY}, in chunks of bounded size. */
public final class RowCopy {
    /** A table's rows are sent when their text has grown to this. */
    private static final int CHUNK_BYTES = 4 << 20;

    private final Connection connection;
    private final FlatLayout layout;
    private final Function<FlatTable, String> names;
    private final WriteCounter counter;

    /**
     * @param connection stays open
     * @param layout the tables
     * @param names what each table is called in SQL, quoted
     * @param counter is told what is written
     */
    public RowCopy(Connection connection, FlatLayout layout, Function<FlatTable, String> names, WriteCounter counter) {
        this.connection = connection;
        this.layout = layout;
        this.names = names;
        this.counter = counter;
    }

    /**
     * Sends the rows of all documents, each chunk while the next is made: the chunks of all tables and one more are in
     * memory.
     *
     * @param documents run on this thread; if they use the connection, then holding its monitor, as each {@code COPY}
     *     does
     * @param progress is told the number of rows sent so far, now and then and at the end
     * @throws SQLException if the database refuses, or the thread is interrupted
     */
    public void run(Iterator<FlatElement> documents, LongConsumer progress) throws SQLException {
        Map<FlatTable, CopyRows> chunks = new LinkedHashMap<>();
        layout.tables().forEach(table -> chunks.put(table, new CopyRows()));
        long rows = 0;
        try (ChunkSender sender = new ChunkSender(this::send)) {
            while (documents.hasNext()) {
                FlatElement document = documents.next();
                FlatRows.chains(layout, document, (table, chain) -> append(chunks.get(table), table, chain));
                int more = document.rows();
                rows += more;
                counter.addRows(more);
                if (handOverFull(chunks, CHUNK_BYTES, sender)) {
                    progress.accept(rows);
                }
            }
            handOverFull(chunks, 1, sender);
            sender.awaitSent();
        }
        progress.accept(rows);
    }

    private static boolean handOverFull(Map<FlatTable, CopyRows> chunks, int enough, ChunkSender sender)
            throws SQLException {
        boolean any = false;
        for (Map.Entry<FlatTable, CopyRows> chunk : chunks.entrySet()) {
            if (chunk.getValue().getLength() >= enough) {
                chunk.setValue(sender.handOver(chunk.getKey(), chunk.getValue()));
                any = true;
            }
        }
        return any;
    }

    /**
     * Sends rows of one table.
     *
     * @param rows the values of all columns, in the order of the table
     * @throws SQLException if the database refuses
     */
    public <T> void send(FlatTable table, List<T> rows, Function<T, List<Object>> values) throws SQLException {
        CopyRows chunk = new CopyRows();
        for (T row : rows) {
            append(chunk, values.apply(row));
            if (chunk.getLength() >= CHUNK_BYTES) {
                send(table, chunk);
                chunk.clear();
            }
        }
        if (chunk.getLength() > 0) {
            send(table, chunk);
        }
        counter.addRows(rows.size());
    }

    private void send(FlatTable table, CopyRows rows) throws SQLException {
        synchronized (connection) {
            try {
                new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(statement(table), rows);
            } catch (IOException e) {
                throw new SQLException("COPY to " + table + " broke off", e);
            }
        }
    }

    private void append(CopyRows rows, FlatTable table, RowChain chain) {
        List<Column> columns = table.columns();
        append(rows, columns.size(), i -> columns.get(i).value(chain));
    }

    private void append(CopyRows rows, List<Object> values) {
        append(rows, values.size(), values::get);
    }

    private void append(CopyRows rows, int columns, IntFunction<Object> value) {
        for (int i = 0; i < columns; i++) {
            if (i > 0) {
                rows.endValue();
            }
            String text = FieldType.toText(value.apply(i));
            counter.noteText(text);
            rows.value(text);
        }
        rows.endRow();
    }

    private String statement(FlatTable table) {
        StringJoiner columns = new StringJoiner(", ", " (", ")");
        table.columns().forEach(column -> columns.add(Identifiers.quoted(column.name())));
        return "copy " + names.apply(table) + columns + " from stdin";
    }
}
