package dev.flattensync.change;

import java.util.Iterator;
import org.bson.BsonDocument;

/** All documents of a collection, being read. */
public interface Snapshot extends AutoCloseable {

    /** Where in the stream of changes to go on after the snapshot. */
    StreamPosition position();

    /**
     * Whether every document is exactly as it was at {@link #position()}. Else some are newer, and the changes up to
     * the end of the reading may be in them already.
     */
    boolean consistent();

    /** The documents, each once. */
    Iterator<BsonDocument> documents();

    /** Frees what the reading holds. */
    @Override
    void close();
}
