package dev.flattensync.stress.verify;

import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * What a change event says, its place in the stream left out.
 *
 * @param type what happened
 * @param id the document's {@code _id}
 * @param fullDocument of an insert and a replace the document; of an update what a look-up gives, or null
 * @param update null if this is no update
 */
record ToldChange(OperationType type, BsonValue id, BsonDocument fullDocument, UpdateDescription update) {}
