package dev.flattensync.stress.benchmark;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.NamespaceType;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBinary;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/**
 * Changes of one row each, made up one at a time, whenever the sync asks for one: nothing is queued, and what is in
 * memory is the sync's. In the shape of a MongoDB server of version 6 or later.
 */
final class TailSource implements ChangeSource {
    /** Weights as in the default mix. */
    private static final int COMMENT_EDITS = 50;

    private static final int POST_EDITS = 8;
    private static final int USER_EDITS = 4;
    private static final int COMMENT_PUSHES = 24;
    private static final BsonDocument NAMESPACE =
            new BsonDocument("db", new BsonString("flattensync_benchmark")).append("coll", new BsonString("users"));
    private static final BsonDocument IDENTITY =
            new BsonDocument("collectionUUID", new BsonBinary(new UUID(0x4000L, Long.MIN_VALUE)));

    private final TailDocuments documents;
    private final int events;
    private final SplittableRandom random;
    private final int seconds;
    private int made;

    /**
     * @param documents are changed by each event that is made
     * @param events how many there are
     * @param start the cluster time
     */
    TailSource(TailDocuments documents, int events, SplittableRandom random, Instant start) {
        this.documents = documents;
        this.events = events;
        this.random = random;
        this.seconds = (int) start.getEpochSecond();
    }

    /** The place of an event by its number, from 1; with 0 that before the first. */
    StreamPosition position(int number) {
        return new StreamPosition(
                new BsonTimestamp(seconds, number),
                new BsonDocument("_data", new BsonString("82%08X%08X2B0229296E04".formatted(seconds, number))));
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        if (after.time().getInc() != made) {
            throw new HistoryLostException(
                    "each event is made once: expected to go on after event %d, found %d"
                            .formatted(made, after.time().getInc()),
                    null);
        }
        return new Cursor();
    }

    @Override
    public Snapshot snapshot() {
        throw new UnsupportedOperationException("the tables are loaded before");
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        throw new UnsupportedOperationException("every event tells all of its change");
    }

    private ChangeStreamDocument<BsonDocument> make(int number) {
        int user = random.nextInt(documents.users());
        StreamPosition position = position(number);
        return new ChangeStreamDocument<>(
                OperationType.UPDATE.getValue(),
                position.resumeToken(),
                NAMESPACE,
                NamespaceType.COLLECTION.getValue(),
                null,
                null,
                null,
                new BsonDocument("_id", documents.id(user)),
                position.time(),
                new UpdateDescription(List.of(), change(user, number), List.of(), null),
                null,
                null,
                new BsonDateTime(TimeUnit.SECONDS.toMillis(seconds) + number),
                null,
                IDENTITY);
    }

    /** Does a change to the documents, and tells it as the fields that it sets. */
    private BsonDocument change(int user, int number) {
        int post = random.nextInt(documents.posts());
        int comments = documents.comments(user, post);
        int drawn = random.nextInt(COMMENT_EDITS + POST_EDITS + USER_EDITS + COMMENT_PUSHES);
        if (drawn < COMMENT_EDITS) {
            int comment = random.nextInt(comments);
            documents.setContent(user, post, comment, number);
            return new BsonDocument("posts." + post + ".comments." + comment + ".content", TailDocuments.text(number));
        }
        if (drawn < COMMENT_EDITS + POST_EDITS) {
            documents.setTitle(user, post, number);
            return new BsonDocument("posts." + post + ".title", TailDocuments.text(number));
        }
        if (drawn < COMMENT_EDITS + POST_EDITS + USER_EDITS) {
            documents.setName(user, number);
            return new BsonDocument("name", TailDocuments.text(number));
        }
        return new BsonDocument("posts." + post + ".comments." + comments, documents.push(user, post, number));
    }

    /** Goes on until there are no more. */
    private final class Cursor implements ChangeCursor {

        @Override
        public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
            if (made == events) {
                TimeUnit.NANOSECONDS.sleep(patience.toNanos());
                return null;
            }
            made++;
            return make(made);
        }

        @Override
        public Optional<StreamPosition> idlePosition() {
            return Optional.empty();
        }

        @Override
        public int available() {
            return events - made;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
