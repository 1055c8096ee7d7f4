package dev.flattensync.stress.verify;

import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationSequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Documents, and all the changes that will ever be made to them: the same in any process that makes it from the same
 * seed, tokens and all. A snapshot of it is always taken near the stream's start, so that the rest is left to follow.
 */
final class SeededStream implements ChangeSource {
    private static final List<Integer> SCALE = List.of(40, 4, 4);
    private static final int OPERATIONS_BEFORE_SNAPSHOT = 100;
    private static final int OPERATIONS_AFTER_SNAPSHOT = 4_000;

    private final Blog blog = new Blog();
    private final ChangeLog log;
    private final List<BsonDocument> atSnapshot;
    private final StreamPosition snapshotPosition;
    private final boolean consistent;

    /** @param consistent whether a snapshot shows all documents as of one time; else every other one is newer */
    SeededStream(long seed, boolean consistent) {
        DataSet data = DataSet.synthetic(blog.mapping(), SCALE, seed);
        OperationSequence operations = data.operations(blog.mixOfAll());
        this.log = blog.log(data.documents());
        this.consistent = consistent;
        for (int i = 0; i < OPERATIONS_BEFORE_SNAPSHOT; i++) {
            log.apply(operations.next());
        }
        this.atSnapshot = log.documents();
        this.snapshotPosition = log.end();
        for (int i = 0; i < OPERATIONS_AFTER_SNAPSHOT; i++) {
            log.apply(operations.next());
        }
    }

    DocumentMapping mapping() {
        return blog.mapping();
    }

    StreamPosition end() {
        return log.end();
    }

    /** The documents at the end of the stream. */
    List<BsonDocument> documents() {
        return log.documents();
    }

    @Override
    public ChangeCursor open(StreamPosition after) {
        return log.open(after);
    }

    @Override
    public CurrentDocuments current(Collection<BsonValue> ids) {
        return log.current(ids);
    }

    @Override
    public Snapshot snapshot() {
        Iterator<BsonDocument> read = (consistent ? atSnapshot : everyOtherNewer()).iterator();
        return new Snapshot() {
            @Override
            public StreamPosition position() {
                return snapshotPosition;
            }

            @Override
            public boolean consistent() {
                return consistent;
            }

            @Override
            public Iterator<BsonDocument> documents() {
                return read;
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    /** As somebody reads them whom all the writers overtake in the middle; some are gone by then. */
    private List<BsonDocument> everyOtherNewer() {
        Map<BsonValue, BsonDocument> newer = new LinkedHashMap<>();
        log.documents().forEach(document -> newer.put(document.get("_id"), document));
        List<BsonDocument> read = new ArrayList<>();
        for (int i = 0; i < atSnapshot.size(); i++) {
            BsonDocument former = atSnapshot.get(i);
            BsonDocument document = i % 2 == 0 ? former : newer.get(former.get("_id"));
            if (document != null) {
                read.add(document);
            }
        }
        return read;
    }
}
