package dev.flattensync.stress.peer;

import dev.flattensync.NewerRows;
import dev.flattensync.change.ChangeEvent;
import dev.flattensync.change.ChangeSource;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.store.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** Looks documents up, and knows for which of them PostgreSQL may be ahead of the stream since. */
final class Lookups {
    /** So many documents are in memory at a time, as many as in this project's own sync. */
    private static final int AT_ONCE = 32;

    private final ChangeSource source;
    private final NewerRows newer;

    /** @param start where PostgreSQL stands */
    Lookups(ChangeSource source, Checkpoint.Mark start) {
        this.source = source;
        this.newer = start.caughtUp()
                ? NewerRows.none()
                : new NewerRows(source.current(List.of()).asOf());
    }

    /** Parts of so many ids as may be looked up at once. */
    static List<List<BsonValue>> groups(Collection<BsonValue> ids) {
        List<BsonValue> all = List.copyOf(ids);
        List<List<BsonValue>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            groups.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        return groups;
    }

    /** The documents as they are now, by canonical id; one that is not there any more is absent. */
    Map<String, BsonDocument> current(List<BsonValue> ids) {
        CurrentDocuments current = source.current(ids);
        ids.forEach(id -> newer.lookedUp(CanonicalId.of(id), current.asOf()));
        Map<String, BsonDocument> documents = new LinkedHashMap<>();
        current.documents().forEach((id, document) -> documents.put(CanonicalId.of(id), document));
        return documents;
    }

    /** Whether PostgreSQL may hold what the event tells already. */
    boolean mayHold(ChangeEvent.OfDocument event) {
        return newer.mayHold(
                CanonicalId.of(event.documentId()), event.position().time());
    }

    /** Whether PostgreSQL holds nothing newer than a place of the stream. */
    boolean noneAt(BsonTimestamp complete) {
        return newer.noneAt(complete);
    }

    /** The stream has come to a place. */
    void passed(BsonTimestamp complete) {
        newer.passed(complete);
    }
}
