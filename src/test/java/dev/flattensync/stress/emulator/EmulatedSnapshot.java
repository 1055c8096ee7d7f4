package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.List;

/** What is left to read of a query at one cluster time: copies of the documents as they were then. */
final class EmulatedSnapshot extends AbstractCursor {
    private static final int SNAPSHOT_TOO_OLD = 239;

    private final List<Document> left;
    private boolean expired;

    EmulatedSnapshot(long id, List<Document> documents) {
        super(id);
        this.left = new ArrayList<>(documents);
    }

    void expire() {
        expired = true;
    }

    @Override
    public boolean isEmpty() {
        return left.isEmpty();
    }

    @Override
    public List<Document> takeDocuments(int most) {
        if (expired) {
            throw new MongoServerError(
                    SNAPSHOT_TOO_OLD, "SnapshotTooOld", "Read timestamp is older than the oldest available timestamp.");
        }
        List<Document> batch = left.subList(0, most <= 0 ? left.size() : Math.min(most, left.size()));
        List<Document> taken = new ArrayList<>(batch);
        batch.clear();
        return taken;
    }
}
