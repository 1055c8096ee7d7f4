package dev.flattensync.change;

import java.util.Collection;
import org.bson.BsonValue;

/** Where a collection's documents and changes come from: MongoDB, or something that behaves like it. */
public interface ChangeSource {

    /**
     * Opens the stream of changes.
     *
     * @param after the first event delivered is the one right after it
     * @return a cursor that the caller closes
     * @throws HistoryLostException if the stream doesn't reach back that far any more
     */
    ChangeCursor open(StreamPosition after);

    /** Opens all documents of the collection, to be read once; the caller closes it. */
    Snapshot snapshot();

    /**
     * Looks documents up as they are now, which may be newer than any event read so far.
     *
     * @param ids {@code _id}s
     */
    CurrentDocuments current(Collection<BsonValue> ids);
}
