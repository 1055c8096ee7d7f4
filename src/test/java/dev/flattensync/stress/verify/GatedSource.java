package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A source without any event until it is opened. */
final class GatedSource implements ChangeSource {
    private final ChangeSource source;
    private final CountDownLatch opened = new CountDownLatch(1);

    GatedSource(ChangeSource source) {
        this.source = source;
    }

    void open() {
        opened.countDown();
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        ChangeCursor cursor = source.open(after);
        return new ChangeCursor() {
            @Override
            public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
                return opened.await(patience.toNanos(), TimeUnit.NANOSECONDS) ? cursor.next(patience) : null;
            }

            @Override
            public Optional<StreamPosition> idlePosition() {
                return cursor.idlePosition();
            }

            @Override
            public int available() {
                return cursor.available();
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    @Override
    public Snapshot snapshot() {
        return source.snapshot();
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return source.current(ids);
    }
}
