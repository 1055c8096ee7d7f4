package dev.flattensync.stress.verify;

import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.ChangeLog;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A change log whose snapshots are read while others write: something happens before each document. They are
 * consistent, or they show each document as it is when it is read, as a plain scan of a collection does.
 */
final class SlowSource implements ChangeSource {
    private final ChangeLog log;
    private final boolean consistent;
    private final Runnable beforeEach;

    /** @param beforeEach what happens before each document */
    SlowSource(ChangeLog log, boolean consistent, Runnable beforeEach) {
        this.log = log;
        this.consistent = consistent;
        this.beforeEach = beforeEach;
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return log.open(after);
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return log.current(ids);
    }

    @Override
    public Snapshot snapshot() {
        return new SlowSnapshot();
    }

    /** Reads one document after the other. */
    private final class SlowSnapshot implements Snapshot, Iterator<BsonDocument> {
        private final StreamPosition position = log.end();
        private final Iterator<BsonDocument> atPosition = log.documents().iterator();
        private Optional<BsonDocument> next = Optional.empty();

        @Override
        public StreamPosition position() {
            return position;
        }

        @Override
        public boolean consistent() {
            return consistent;
        }

        @Override
        public Iterator<BsonDocument> documents() {
            return this;
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && atPosition.hasNext()) {
                beforeEach.run();
                BsonDocument document = atPosition.next();
                next = consistent ? Optional.of(document) : now(document.get("_id"));
            }
            return next.isPresent();
        }

        @Override
        public BsonDocument next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            BsonDocument document = next.get();
            next = Optional.empty();
            return document;
        }

        private Optional<BsonDocument> now(BsonValue id) {
            Map<BsonValue, BsonDocument> found = log.current(List.of(id)).documents();
            return Optional.ofNullable(found.get(id));
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
