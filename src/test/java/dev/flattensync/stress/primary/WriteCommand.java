package dev.flattensync.stress.primary;

import dev.flattensync.stress.primary.value.ServerError;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** A write as an application sends it to a MongoDB server. */
public sealed interface WriteCommand {

    /** A document to insert; without an {@code _id} it gets one. */
    record Insert(BsonDocument document) implements WriteCommand {}

    /**
     * An update.
     *
     * @param query which documents
     * @param update operators, a replacement, or a pipeline
     * @param arrayFilters which elements each {@code $[identifier]} stands for
     * @param upsert whether to insert a document if none matches
     * @param multi whether to update all that match, not only the first
     */
    record Update(BsonDocument query, BsonValue update, List<BsonDocument> arrayFilters, boolean upsert, boolean multi)
            implements WriteCommand {

        /** Copies the filters. */
        public Update {
            arrayFilters = List.copyOf(arrayFilters);
        }
    }

    /**
     * A removal of documents.
     *
     * @param multi whether to delete all that match, not only the first
     */
    record Delete(BsonDocument query, boolean multi) implements WriteCommand {}

    /** Whether it can insert a document. */
    default boolean mayInsert() {
        return this instanceof Insert || this instanceof Update update && update.upsert();
    }

    /**
     * Reads an entry of an {@code update} command, {@code {q, u, arrayFilters, upsert, multi}}; of a {@code delete}
     * command, {@code {q, limit}}; or a document to insert, {@code {insert}}.
     *
     * @throws com.mongodb.MongoCommandException if it is none of them
     */
    static WriteCommand of(BsonDocument command) {
        if (command.containsKey("insert")) {
            return new Insert(command.getDocument("insert"));
        }
        BsonDocument query = command.getDocument("q", new BsonDocument());
        if (command.containsKey("limit")) {
            return new Delete(query, command.getNumber("limit").intValue() == 0);
        }
        if (!command.containsKey("u")) {
            throw ServerError.FAILED_TO_PARSE.exception("expected insert, u or limit in a write: " + command.keySet());
        }
        List<BsonDocument> filters = command.containsKey("arrayFilters")
                ? command.getArray("arrayFilters").stream()
                        .map(BsonValue::asDocument)
                        .toList()
                : List.of();
        return new Update(query, command.get("u"), filters, flag(command, "upsert"), flag(command, "multi"));
    }

    private static boolean flag(BsonDocument command, String name) {
        return command.getBoolean(name, BsonBoolean.FALSE).getValue();
    }
}
