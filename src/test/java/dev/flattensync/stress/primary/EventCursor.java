package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.primary.value.ServerError;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;

/** Reads a change stream. When what it watches is dropped or renamed, an invalidation follows, and nothing after it. */
public final class EventCursor implements ChangeCursor {
    private final ReplicaSet replicaSet;
    private final Oplog oplog;
    private final Watch watch;
    /** The number of the next event to look at. */
    private long next;
    /** How far the stream was looked through. */
    private StreamPosition position;
    /** Whether the event before the next one ended the stream, and its invalidation comes next. */
    private boolean ending;

    private boolean ended;

    EventCursor(ReplicaSet replicaSet, Oplog oplog, Watch watch) {
        this.replicaSet = replicaSet;
        this.oplog = oplog;
        this.watch = watch;
        this.position = watch.after().orElseGet(() -> oplog.position(oplog.last()));
        this.next = Integer.toUnsignedLong(position.time().getInc()) + 1;
        oplog.requireKept(next);
        this.ending =
                oplog.isKept(next - 1) && !Oplog.isInvalidation(position.resumeToken()) && ends(oplog.get(next - 1));
    }

    @Override
    public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
        oplog.lock().lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!ended) {
                if (!ending && next > oplog.last()) {
                    if (nanos <= 0) {
                        return null;
                    }
                    nanos = oplog.await(nanos);
                    continue;
                }
                ChangeStreamDocument<BsonDocument> event = ending ? invalidation() : advance();
                if (event != null && watch.filter().test(event)) {
                    return withFullDocument(event);
                }
            }
            return null;
        } finally {
            oplog.lock().unlock();
        }
    }

    /** The next event; null if the stream is not about it. */
    private ChangeStreamDocument<BsonDocument> advance() {
        ChangeStreamDocument<BsonDocument> event = oplog.read(next);
        position = oplog.position(next);
        next++;
        ending = ends(event);
        return watch.covers(event) ? event : null;
    }

    private boolean ends(ChangeStreamDocument<BsonDocument> event) {
        return watch.covers(event) && watch.isEndedBy(event);
    }

    private ChangeStreamDocument<BsonDocument> invalidation() {
        long number = next - 1;
        position = new StreamPosition(oplog.time(number), oplog.invalidationToken(number));
        ending = false;
        ended = true;
        return new ChangeStreamDocument<>(
                OperationType.INVALIDATE.getValue(),
                position.resumeToken(),
                null,
                null,
                null,
                null,
                null,
                null,
                position.time(),
                null,
                null,
                null,
                oplog.wallTime(number),
                null,
                null);
    }

    /** An update with the document as it is now, which may be newer than the event, or null if it is gone. */
    private ChangeStreamDocument<BsonDocument> withFullDocument(ChangeStreamDocument<BsonDocument> event) {
        if (event.getOperationType() != OperationType.UPDATE) {
            return event;
        }
        if (watch.fullDocument() == FullDocument.REQUIRED) {
            throw ServerError.NO_MATCHING_DOCUMENT.exception(
                    "Change stream was configured to require a post-image for all update events, but the post-image was not found for event: "
                            + event.getResumeToken());
        }
        if (watch.fullDocument() != FullDocument.UPDATE_LOOKUP) {
            return event;
        }
        BsonDocument current =
                replicaSet.document(event.getNamespace(), event.getDocumentKey().get("_id"));
        return new ChangeStreamDocument<>(
                event.getOperationTypeString(),
                event.getResumeToken(),
                event.getNamespaceDocument(),
                event.getNamespaceTypeString(),
                event.getDestinationNamespaceDocument(),
                current,
                event.getFullDocumentBeforeChange(),
                event.getDocumentKey(),
                event.getClusterTime(),
                event.getUpdateDescription(),
                event.getTxnNumber(),
                event.getLsid(),
                event.getWallTime(),
                event.getSplitEvent(),
                event.getExtraElements());
    }

    /** Whether the stream was invalidated, so that nothing comes any more. */
    public boolean isExhausted() {
        return ended;
    }

    @Override
    public Optional<StreamPosition> idlePosition() {
        return Optional.of(position);
    }

    @Override
    public int available() {
        oplog.lock().lock();
        try {
            return (int) (oplog.last() - next + 1);
        } finally {
            oplog.lock().unlock();
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
