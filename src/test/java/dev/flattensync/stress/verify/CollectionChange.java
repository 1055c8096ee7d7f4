package dev.flattensync.stress.verify;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * One change of a collection that a server tells by one event.
 *
 * @param id the document's {@code _id}
 * @param before the document before; null if it is inserted
 * @param after the document after; null if it is deleted
 */
record CollectionChange(BsonValue id, BsonDocument before, BsonDocument after) {}
