package dev.flattensync.stress.workload;

import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.mapping.FieldMapping;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** One write of the application. It says all that is needed to do it, and is the same whichever database it goes to. */
public sealed interface Operation {

    /** What kind of change it is. */
    ChangeKind kind();

    /** The {@code _id} of the document it goes to. */
    BsonValue documentId();

    /** {@code insertOne}. */
    record Insert(ChangeKind kind, BsonDocument document) implements Operation {
        @Override
        public BsonValue documentId() {
            return document.get("_id");
        }
    }

    /**
     * {@code replaceOne} by the document as it is, with some fields edited: what an object mapper does when it saves.
     */
    record Replace(ChangeKind kind, BsonValue documentId, List<FieldEdit> edits) implements Operation {}

    /** {@code deleteOne}. */
    record Delete(ChangeKind kind, BsonValue documentId) implements Operation {}

    /** {@code $set} of one field by its path. */
    record Edit(ChangeKind kind, BsonValue documentId, FieldEdit edit) implements Operation {}

    /** {@code $push} to the end of the array that holds such elements in the parent. */
    record Push(ChangeKind kind, BsonValue documentId, ElementAddress parent, BsonDocument element)
            implements Operation {}

    /** {@code $push} with {@code $position}: the element gets that address, and those from there on move down. */
    record InsertAt(ChangeKind kind, BsonValue documentId, ElementAddress address, BsonDocument element)
            implements Operation {}

    /** {@code $pull} of the element at an address. */
    record Pull(ChangeKind kind, BsonValue documentId, ElementAddress address) implements Operation {}

    /**
     * A new value for one field.
     *
     * @param at the element
     * @param field the field in it
     * @param value the new value
     */
    record FieldEdit(ElementAddress at, FieldMapping field, BsonValue value) {}
}
