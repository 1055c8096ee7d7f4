package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.ForwardingCursor;
import dev.flattensync.stress.primary.ForwardingSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** A source without any event until it is opened. */
final class GatedSource extends ForwardingSource {
    private final CountDownLatch opened = new CountDownLatch(1);

    GatedSource(ChangeSource source) {
        super(source);
    }

    void open() {
        opened.countDown();
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return new ForwardingCursor(super.open(after)) {
            @Override
            public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
                return opened.await(patience.toNanos(), TimeUnit.NANOSECONDS) ? super.next(patience) : null;
            }
        };
    }
}
