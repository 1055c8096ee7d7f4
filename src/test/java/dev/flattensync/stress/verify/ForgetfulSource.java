package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.ForwardingCursor;
import dev.flattensync.stress.primary.ForwardingSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;

/** A source that loses its history when told to: the next who opens the stream or reads on in it is told so, once. */
final class ForgetfulSource extends ForwardingSource {
    private final AtomicBoolean forgotten = new AtomicBoolean();

    ForgetfulSource(ChangeSource source) {
        super(source);
    }

    void forget() {
        forgotten.set(true);
    }

    private void remember() {
        if (forgotten.compareAndSet(true, false)) {
            throw new HistoryLostException("the history is gone", null);
        }
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        remember();
        return new Cursor(super.open(after));
    }

    /** Forgets in the middle. */
    private final class Cursor extends ForwardingCursor {
        Cursor(ChangeCursor cursor) {
            super(cursor);
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            remember();
            return super.next(patience);
        }
    }
}
