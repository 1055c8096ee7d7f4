package dev.flattensync.change;

import com.mongodb.client.ChangeStreamIterable;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/** Opens a collection's change stream in the way that this project reads it. */
final class MongoStream {
    /**
     * Expanded events are asked for because of the paths in them; these come along, and change no document. All others
     * are let through, so that an unknown one stops the sync instead of being missed.
     */
    private static final BsonDocument DOCUMENTS_UNCHANGED = BsonDocument.parse("""
            {$match: {operationType: {$nin: ["create", "createIndexes", "dropIndexes", "modify", "startIndexBuild",
                "abortIndexBuild", "shardCollection", "reshardCollection", "refineCollectionShardKey",
                "endOfTransaction"]}}}""");
    /** Must be the last stage. */
    private static final BsonDocument SPLIT = BsonDocument.parse("{$changeStreamSplitLargeEvent: {}}");

    private final MongoCollection<BsonDocument> collection;
    private final MongoServer server;
    private final MongoSourceSettings settings;
    private final AtomicReference<BsonTimestamp> newest = new AtomicReference<>();

    MongoStream(MongoCollection<BsonDocument> collection, MongoServer server, MongoSourceSettings settings) {
        this.collection = collection;
        this.server = server;
        this.settings = settings;
    }

    /** Notes the time of an event that was read. */
    void read(BsonTimestamp time) {
        newest.accumulateAndGet(time, (one, other) -> one == null || one.compareTo(other) < 0 ? other : one);
    }

    /** The latest event that was read of any of its cursors. */
    Optional<BsonTimestamp> newest() {
        return Optional.ofNullable(newest.get());
    }

    /** From a place on. One without a token stands for all changes up to its time. */
    MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> open(StreamPosition after) {
        ChangeStreamIterable<BsonDocument> stream = stream();
        if (after.resumeToken().isEmpty()) {
            BsonTimestamp time = after.time();
            stream.startAtOperationTime(new BsonTimestamp(time.getValue() + 1));
        } else {
            // Unlike resumeAfter it also goes on after the collection was dropped.
            stream.startAfter(after.resumeToken());
        }
        return stream.cursor();
    }

    /**
     * From now on. It waits for nothing: what it is opened for is its token, which the driver shows after a first look.
     */
    MongoChangeStreamCursor<ChangeStreamDocument<BsonDocument>> openAtEnd() {
        return stream().maxAwaitTime(1, TimeUnit.MILLISECONDS).cursor();
    }

    private ChangeStreamIterable<BsonDocument> stream() {
        List<BsonDocument> pipeline = new ArrayList<>();
        if (server.disambiguatesPaths()) {
            pipeline.add(DOCUMENTS_UNCHANGED);
        }
        if (server.splitsLargeEvents()) {
            pipeline.add(SPLIT);
        }
        ChangeStreamIterable<BsonDocument> stream = collection
                .watch(pipeline, BsonDocument.class)
                .batchSize(settings.batchSize())
                .maxAwaitTime(settings.awaitTime().toMillis(), TimeUnit.MILLISECONDS);
        return server.disambiguatesPaths() ? stream.showExpandedEvents(true) : stream;
    }
}
