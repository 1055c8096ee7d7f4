package dev.flattensync.stress.emulator;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;

/** The server's side of an open change stream. */
final class EmulatedStream extends AbstractCursor {
    private final EmulatedHistory history;
    private final String namespace;
    private final Aggregation aggregation;
    private long next;
    private BsonTimestamp seen;
    private boolean ended;

    EmulatedStream(
            long id,
            EmulatedHistory history,
            String namespace,
            Aggregation aggregation,
            long next,
            BsonTimestamp seen) {
        super(id);
        this.history = history;
        this.namespace = namespace;
        this.aggregation = aggregation;
        this.next = next;
        this.seen = seen;
    }

    /** Whether there is an event of its collection that it has not given yet. */
    boolean hasEvents() {
        return history.from(next).stream().anyMatch(entry -> entry.namespace().equals(namespace));
    }

    /** How far it has looked. */
    Document token() {
        return ResumeToken.of(seen);
    }

    @Override
    public boolean isEmpty() {
        return ended;
    }

    @Override
    public List<Document> takeDocuments(int most) {
        List<Document> events = new ArrayList<>();
        List<EmulatedHistory.Entry> waiting = history.from(next);
        int looked = 0;
        while (looked < waiting.size() && !ended && (most <= 0 || events.size() < most)) {
            EmulatedHistory.Entry entry = waiting.get(looked++);
            seen = entry.time();
            if (entry.namespace().equals(namespace)) {
                events.add(entry.event());
                ended = entry.last();
            }
        }
        next += looked;
        return aggregation.runStages(events.stream());
    }
}
