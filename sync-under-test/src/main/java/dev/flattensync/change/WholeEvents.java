package dev.flattensync.change;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.SplitEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;

/**
 * Puts events together again that a server's {@code $changeStreamSplitLargeEvent} has split, so that what comes out is
 * whole. Each fragment carries some of the event's top-level fields; the last one's token is the event's.
 */
final class WholeEvents implements ChangeCursor {
    private final ChangeCursor cursor;
    private final List<ChangeStreamDocument<BsonDocument>> fragments = new ArrayList<>();

    WholeEvents(ChangeCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public ChangeStreamDocument<BsonDocument> next(Duration patience) throws InterruptedException {
        ChangeStreamDocument<BsonDocument> next = cursor.next(patience);
        while (next != null && next.getSplitEvent() != null) {
            ChangeStreamDocument<BsonDocument> whole = collect(next);
            if (whole != null) {
                return whole;
            }
            next = cursor.next(patience);
        }
        if (next != null && !fragments.isEmpty()) {
            throw new UnsupportedChangeException(
                    "expected fragment %d of a split event, found a whole event of type \"%s\""
                            .formatted(fragments.size() + 1, next.getOperationTypeString()));
        }
        return next;
    }

    /** The whole event once all fragments are there, else null. */
    private ChangeStreamDocument<BsonDocument> collect(ChangeStreamDocument<BsonDocument> fragment) {
        SplitEvent split = fragment.getSplitEvent();
        if (split.getFragment() != fragments.size() + 1) {
            throw new UnsupportedChangeException("expected fragment %d of a split event, found %d of %d"
                    .formatted(fragments.size() + 1, split.getFragment(), split.getOf()));
        }
        fragments.add(fragment);
        if (split.getFragment() < split.getOf()) {
            return null;
        }
        ChangeStreamDocument<BsonDocument> whole = new ChangeStreamDocument<>(
                first(ChangeStreamDocument::getOperationTypeString),
                fragment.getResumeToken(),
                first(ChangeStreamDocument::getNamespaceDocument),
                first(ChangeStreamDocument::getNamespaceTypeString),
                first(ChangeStreamDocument::getDestinationNamespaceDocument),
                first(ChangeStreamDocument::getFullDocument),
                first(ChangeStreamDocument::getFullDocumentBeforeChange),
                first(ChangeStreamDocument::getDocumentKey),
                first(ChangeStreamDocument::getClusterTime),
                first(ChangeStreamDocument::getUpdateDescription),
                first(ChangeStreamDocument::getTxnNumber),
                first(ChangeStreamDocument::getLsid),
                first(ChangeStreamDocument::getWallTime),
                null,
                first(ChangeStreamDocument::getExtraElements));
        fragments.clear();
        return whole;
    }

    private <T> T first(Function<ChangeStreamDocument<BsonDocument>, T> field) {
        for (ChangeStreamDocument<BsonDocument> fragment : fragments) {
            T value = field.apply(fragment);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    @Override
    public Optional<StreamPosition> idlePosition() {
        // A resume from within a split event would lose its first fragments.
        return fragments.isEmpty() ? cursor.idlePosition() : Optional.empty();
    }

    @Override
    public boolean isConnected() {
        return cursor.isConnected();
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
