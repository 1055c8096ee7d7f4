package dev.flattensync.change;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCursor;
import java.util.Iterator;
import org.bson.BsonDocument;

/**
 * The documents of a collection, read in the order of their {@code _id}s, so that each comes once whatever changes
 * meanwhile.
 */
final class MongoSnapshot implements Snapshot {
    private final StreamPosition position;
    private final boolean consistent;
    private final ClientSession session;
    private final MongoCursor<BsonDocument> documents;
    private final Runnable onExpired;

    /**
     * @param consistent whether the documents are those of the position's time
     * @param session is closed with the snapshot; null if there is none
     * @param onExpired is run if the server does not keep that time until the end
     */
    MongoSnapshot(
            StreamPosition position,
            boolean consistent,
            ClientSession session,
            MongoCursor<BsonDocument> documents,
            Runnable onExpired) {
        this.position = position;
        this.consistent = consistent;
        this.session = session;
        this.documents = documents;
        this.onExpired = onExpired;
    }

    @Override
    public StreamPosition position() {
        return position;
    }

    @Override
    public boolean consistent() {
        return consistent;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The iterator throws a {@link SnapshotExpiredException} if the server does not keep a consistent snapshot until
     * the end, and a {@link SourceLostException} if the server is gone.
     */
    @Override
    public Iterator<BsonDocument> documents() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return documents.hasNext();
                } catch (MongoException e) {
                    throw failed(e);
                }
            }

            @Override
            public BsonDocument next() {
                try {
                    return documents.next();
                } catch (MongoException e) {
                    throw failed(e);
                }
            }
        };
    }

    @Override
    public void close() {
        documents.close();
        if (session != null) {
            session.close();
        }
    }

    private RuntimeException failed(MongoException e) {
        if (MongoErrors.isSnapshotTooOld(e)) {
            onExpired.run();
            return new SnapshotExpiredException(
                    "the server kept the snapshot's time for less long than it takes to read: take another snapshot,"
                            + " which will be read without one (or raise minSnapshotHistoryWindowInSeconds)",
                    e);
        }
        return new SourceLostException(
                "the snapshot could not be read to its end: %s; take another one".formatted(MongoErrors.explain(e)), e);
    }
}
