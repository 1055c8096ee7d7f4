package dev.flattensync.change;

import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * A place in a change stream.
 *
 * @param time the cluster time; it grows along the stream
 * @param resumeToken opaque: a stream opened with it goes on right after this place
 */
public record StreamPosition(BsonTimestamp time, BsonDocument resumeToken) {}
