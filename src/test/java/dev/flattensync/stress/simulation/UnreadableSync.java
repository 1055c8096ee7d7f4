package dev.flattensync.stress.simulation;

import dev.flattensync.stress.environment.NullSync;
import dev.flattensync.stress.environment.SyncUnderTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonTimestamp;

/** Does nothing, as {@link NullSync}, but renames the column that probe reads look up, so that each of them fails. */
public final class UnreadableSync implements SyncUnderTest {
    private final NullSync sync = new NullSync();

    @Override
    public void start(Context context) throws Exception {
        try (Connection connection = context.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter table %s.comments rename column content to elsewhere"
                    .formatted(statement.enquoteIdentifier(context.postgresSchema(), true)));
        }
        sync.start(context);
    }

    @Override
    public CompletableFuture<Void> whenVisible(BsonTimestamp clusterTime) {
        return sync.whenVisible(clusterTime);
    }

    @Override
    public boolean keepsTables() {
        return false;
    }

    @Override
    public void stop() {
        sync.stop();
    }
}
