package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.OperationType;
import dev.flattensync.stress.primary.query.Query;
import dev.flattensync.stress.primary.update.Change;
import dev.flattensync.stress.primary.update.EmptyTimestamps;
import dev.flattensync.stress.primary.update.Update;
import dev.flattensync.stress.primary.update.UpdateContext;
import dev.flattensync.stress.primary.value.ServerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Writes to one collection, each with its event.
 *
 * @param collection where they go
 * @param oplog gives the time
 * @param publisher takes the events
 */
record CollectionWrites(StoredCollection collection, Oplog oplog, Publisher publisher) {

    void write(WriteCommand command) {
        if (command instanceof WriteCommand.Insert insert) {
            insert(EmptyTimestamps.filled(Upsert.withIdFirst(insert.document()), oplog.time(oplog.last() + 1)));
        } else if (command instanceof WriteCommand.Delete delete) {
            matches(delete.query(), delete.multi()).forEach(match -> delete(match.document()));
        } else {
            update((WriteCommand.Update) command);
        }
    }

    private void update(WriteCommand.Update command) {
        Update update = Update.of(command.update(), command.arrayFilters());
        List<Matched> matches = matches(command.query(), command.multi());
        matches.forEach(match -> update(match.document(), update, match.position()));
        if (matches.isEmpty() && command.upsert()) {
            insert(Upsert.document(command.query(), update, context(OptionalInt.empty())));
        }
    }

    void insert(BsonDocument document) {
        BsonValue id = document.get("_id");
        if (collection.documents().putIfAbsent(id, document) != null) {
            throw ServerError.DUPLICATE_KEY.exception("E11000 duplicate key error: _id: " + id);
        }
        publisher.document(OperationType.INSERT, collection, id, document, null);
    }

    void delete(BsonDocument document) {
        BsonValue id = document.get("_id");
        collection.documents().remove(id);
        publisher.document(OperationType.DELETE, collection, id, null, null);
    }

    /** @param matched the position of the element that the query matched */
    void update(BsonDocument before, Update update, OptionalInt matched) {
        Change change = update.apply(before, context(matched));
        BsonValue id = before.get("_id");
        collection.documents().put(id, Upsert.withIdFirst(change.document()));
        if (change instanceof Change.Updated updated) {
            publisher.document(OperationType.UPDATE, collection, id, null, updated.description());
        } else if (change instanceof Change.Replaced) {
            publisher.document(OperationType.REPLACE, collection, id, change.document(), null);
        }
    }

    private UpdateContext context(OptionalInt matched) {
        long next = oplog.last() + 1;
        return new UpdateContext(matched, oplog.wallTime(next), oplog.time(next), false);
    }

    private List<Matched> matches(BsonDocument query, boolean all) {
        Query compiled = Query.of(query);
        List<Matched> matches = new ArrayList<>();
        for (BsonDocument document : candidates(query)) {
            Optional<Query.Match> match = compiled.match(document);
            match.ifPresent(found -> matches.add(new Matched(document, found.position())));
            if (match.isPresent() && !all) {
                return matches;
            }
        }
        return matches;
    }

    /** Without a search if the query names an {@code _id} that is there. */
    private Collection<BsonDocument> candidates(BsonDocument query) {
        BsonDocument byId = collection.documents().get(query.get("_id"));
        return byId != null ? List.of(byId) : collection.documents().values();
    }

    private record Matched(BsonDocument document, OptionalInt position) {}
}
