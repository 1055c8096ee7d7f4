package dev.flattensync.stress.peer;

import dev.flattensync.stress.environment.SyncUnderTest;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.bson.BsonTimestamp;

/**
 * Keeps documents whole, in a {@link JsonbTable}. Of the layout that it is given it uses the mapping only; the
 * checkpoint may be made for any.
 */
public final class JsonbSync implements SyncUnderTest {
    private final LongAdder rows = new LongAdder();
    private StreamLoop loop;

    @Override
    public void start(Context context) throws SQLException {
        // How the table was made plays no part.
        JsonbTable table = new JsonbTable(context.layout().mapping(), context.postgresSchema(), true);
        loop = StreamLoop.start(context, new JsonbWriter(context.layout().mapping(), table.name(), rows));
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return loop.whenVisible(clusterTime);
    }

    @Override
    public OptionalLong rowsWritten() {
        return OptionalLong.of(rows.sum());
    }

    @Override
    public void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
