package dev.flattensync.stress.primary;

import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Operation;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** The primary of a MongoDB replica set, or what plays it: takes operations on one collection and tells its changes. */
public interface Primary extends AutoCloseable {

    /** Puts the documents it starts from where they belong. Called once, before all else. */
    default void load() {
        // One that holds them from the start has nothing to do.
    }

    /**
     * Does an operation. Called by one thread, so that operations reach the documents in their order.
     *
     * @return where in the stream the operation is done
     * @throws IllegalStateException if the operation does not fit the documents
     */
    BsonTimestamp apply(Operation operation);

    /**
     * Does a write that the collection's stream does not tell, as other applications do all the time: the end of the
     * stream moves on. Called by any thread.
     */
    void writeElsewhere();

    /** The documents as they are now. */
    List<BsonDocument> documents();

    /** The end of the stream: all that was done is at or before it. */
    StreamPosition end();

    /** Where a sync gets documents and changes from. */
    ChangeSource source();

    /** Frees what it holds. */
    @Override
    void close();
}
