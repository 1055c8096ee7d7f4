package dev.flattensync.change;

import org.bson.BsonDocument;

/** Where change events come from: a MongoDB change stream, or something that behaves like one. */
public interface ChangeSource {

    /**
     * Opens the stream of changes.
     *
     * @param resumeToken the first event delivered is the one right after it
     * @return a cursor that the caller closes
     */
    ChangeCursor open(BsonDocument resumeToken);
}
