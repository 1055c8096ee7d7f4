package dev.flattensync.stress.verify;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.MongoChangeSource;
import dev.flattensync.change.MongoSourceSettings;
import dev.flattensync.stress.primary.OwnedDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonObjectId;
import org.bson.BsonString;

/**
 * Does a server describe writes as expected? Each expected write is done on the server, and the event it sends and the
 * document it leaves are compared.
 */
final class ServerConformance {
    private static final String COLLECTION = "flattensync_conformance";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> collection;
    private final MongoChangeSource source;

    /**
     * A write and what is expected of it.
     *
     * @param name what to call it in an error
     * @param before the document that is there; it gets an {@code _id} if it has none, and that is not compared
     * @param statement the write as in an {@code update} command, without a query: {@code u}, {@code arrayFilters}, ...
     * @param after the document that is there then
     * @param event of the event {@code operationType}, and of an update {@code updatedFields}, {@code removedFields}
     *     (sorted) and {@code truncatedArrays}; empty if there is none
     */
    record Expected(
            String name,
            BsonDocument before,
            BsonDocument statement,
            BsonDocument after,
            Optional<BsonDocument> event) {}

    ServerConformance(MongoClient client) {
        this.database = OwnedDatabase.claim(client);
        this.collection = database.getCollection(COLLECTION, BsonDocument.class);
        this.source = new MongoChangeSource(client, collection.getNamespace(), MongoSourceSettings.defaults());
    }

    /** The writes that the server describes otherwise, each in words; empty if there are none. */
    List<String> disagreements(List<Expected> writes) throws InterruptedException {
        collection.drop();
        List<String> disagreements = new ArrayList<>();
        try (ChangeCursor cursor = source.open(source.end())) {
            for (Expected write : writes) {
                compare(write, cursor).ifPresent(disagreements::add);
            }
        }
        collection.drop();
        return disagreements;
    }

    private Optional<String> compare(Expected write, ChangeCursor cursor) throws InterruptedException {
        boolean unnamed = !write.before().containsKey("_id");
        BsonDocument before = write.before().clone();
        before.computeIfAbsent("_id", key -> new BsonObjectId());
        BsonDocument byId = new BsonDocument("_id", before.get("_id"));
        collection.insertOne(before);
        BsonDocument statement = new BsonDocument("q", byId);
        statement.putAll(write.statement());
        database.runCommand(new BsonDocument("update", new BsonString(COLLECTION))
                .append("updates", new BsonArray(List.of(statement))));
        BsonDocument after = collection.find(byId).first();
        collection.deleteOne(byId);
        if (unnamed && after != null) {
            after.remove("_id");
        }
        // Between the insert and the delete there is the event of the write, or none.
        next(cursor);
        ChangeStreamDocument<BsonDocument> event = next(cursor);
        Optional<BsonDocument> sent = Optional.empty();
        if (!event.getOperationTypeString().equals("delete")) {
            sent = Optional.of(shown(event));
            next(cursor);
        }
        return sent.equals(write.event()) && Objects.equals(after, write.after())
                ? Optional.empty()
                : Optional.of("%s: expected %s and %s, found %s and %s"
                        .formatted(write.name(), write.event(), write.after(), sent, after));
    }

    private static ChangeStreamDocument<BsonDocument> next(ChangeCursor cursor) throws InterruptedException {
        ChangeStreamDocument<BsonDocument> event = cursor.next(PATIENCE);
        if (event == null) {
            throw new AssertionError("expected an event within " + PATIENCE + ", found none");
        }
        return event;
    }

    private static BsonDocument shown(ChangeStreamDocument<BsonDocument> event) {
        return shown(event.getOperationTypeString(), event.getUpdateDescription());
    }

    /** An event in the form of {@link Expected#event()}. */
    static BsonDocument shown(String type, UpdateDescription update) {
        BsonDocument shown = new BsonDocument("operationType", new BsonString(type));
        if (update != null) {
            shown.append("updatedFields", Objects.requireNonNullElseGet(update.getUpdatedFields(), BsonDocument::new))
                    .append(
                            "removedFields",
                            new BsonArray(
                                    Objects.requireNonNullElse(update.getRemovedFields(), List.<String>of()).stream()
                                            .sorted()
                                            .map(BsonString::new)
                                            .toList()))
                    .append(
                            "truncatedArrays",
                            new BsonArray(
                                    Objects.requireNonNullElse(update.getTruncatedArrays(), List.<TruncatedArray>of())
                                            .stream()
                                            .map(array -> new BsonDocument("field", new BsonString(array.getField()))
                                                    .append("newSize", new BsonInt32(array.getNewSize())))
                                            .toList()));
        }
        return shown;
    }
}
