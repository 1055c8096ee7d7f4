package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** A source that always has one more change: the name of one document after the other is set. Counts what it gives. */
final class EndlessSource implements ChangeSource {
    /** How many events it says could be had without waiting. */
    static final int AVAILABLE = 12_345;

    private final SyncedBlog blog;
    private final List<BsonValue> ids;
    private final int seconds;
    private final String padding;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param blog whose documents are loaded, and then changed in the events only
     * @param start the cluster time
     * @param bytes how large each event's new value is
     */
    EndlessSource(SyncedBlog blog, Instant start, int bytes) {
        this.blog = blog;
        this.ids = blog.log().documents().stream()
                .map(document -> document.get("_id"))
                .toList();
        this.seconds = (int) start.getEpochSecond();
        this.padding = "x".repeat(bytes);
    }

    /** How many events it has given. */
    long taken() {
        return taken.get();
    }

    /** The place of an event by its number, from 1. */
    StreamPosition position(long number) {
        return new StreamPosition(
                new BsonTimestamp(seconds, (int) number),
                new BsonDocument("_data", new BsonString("82%08X%08X".formatted(seconds, number))));
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return new Cursor(after.time().getInc());
    }

    @Override
    public Snapshot snapshot() {
        Snapshot documents = blog.log().snapshot();
        return new Snapshot() {
            @Override
            public StreamPosition position() {
                return EndlessSource.this.position(0);
            }

            @Override
            public boolean consistent() {
                return true;
            }

            @Override
            public Iterator<BsonDocument> documents() {
                return documents.documents();
            }

            @Override
            public void close() {
                documents.close();
            }
        };
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        throw new UnsupportedOperationException("nothing has to be looked up");
    }

    /** Goes on for ever. */
    private final class Cursor implements ChangeCursor {
        private long number;

        Cursor(long number) {
            this.number = number;
        }

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            number++;
            taken.incrementAndGet();
            BsonDocument set = new BsonDocument("name", new BsonString(number + padding));
            StreamPosition position = position(number);
            return new ChangeStreamDocument<>(
                    "update",
                    position.resumeToken(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    new BsonDocument("_id", ids.get((int) (number % ids.size()))),
                    position.time(),
                    new UpdateDescription(List.of(), set, List.of(), null),
                    null,
                    null,
                    null,
                    null,
                    null);
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.empty();
        }

        @Override
        public int available() {
            return AVAILABLE;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
