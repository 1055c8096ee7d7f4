package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A source that loses its history when told to: the next who opens the stream or reads on in it is told so, once. */
final class ForgetfulSource implements ChangeSource {
    private final ChangeSource source;
    private final AtomicBoolean forgotten = new AtomicBoolean();

    ForgetfulSource(ChangeSource source) {
        this.source = source;
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
        return new Cursor(source.open(after));
    }

    @Override
    public Snapshot snapshot() {
        return source.snapshot();
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return source.current(ids);
    }

    /** Forgets in the middle. */
    private final class Cursor implements ChangeCursor {
        private final ChangeCursor cursor;

        Cursor(ChangeCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            remember();
            return cursor.next(patience);
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
    }
}
