package dev.flattensync;

import java.util.HashMap;
import java.util.Map;
import org.bson.BsonTimestamp;

/**
 * Which documents' rows may be newer than the stream: those that were looked up, until the stream has passed the moment
 * of it, and after an inconsistent snapshot or a restart in such a state, all of them up to a moment. A change that the
 * rows may hold already must not be applied to them; the document is looked up once more instead.
 */
public final class NewerRows {
    private static final BsonTimestamp NEVER = new BsonTimestamp(0);

    private final Map<String, BsonTimestamp> lookedUp = new HashMap<>();
    private BsonTimestamp all;

    /** @param all the moment until which any row may be newer */
    public NewerRows(BsonTimestamp all) {
        this.all = all;
    }

    /** All rows are what the documents were where the stream stands. */
    public static NewerRows none() {
        return new NewerRows(NEVER);
    }

    /** Whether the document's rows may hold a change of that time already. */
    public boolean mayHold(String documentId, BsonTimestamp change) {
        return change.compareTo(all) <= 0 || change.compareTo(lookedUp.getOrDefault(documentId, NEVER)) <= 0;
    }

    /**
     * Notes that a document's rows are now those of a document that was looked up, and holds no change after a time.
     */
    public void lookedUp(String documentId, BsonTimestamp asOf) {
        lookedUp.merge(documentId, asOf, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** Whether no row is newer than a place of the stream. */
    public boolean noneAt(BsonTimestamp complete) {
        return all.compareTo(complete) <= 0
                && lookedUp.values().stream().allMatch(asOf -> asOf.compareTo(complete) <= 0);
    }

    /** The stream has come to a place: forgets what is not newer than that. */
    public void passed(BsonTimestamp complete) {
        lookedUp.values().removeIf(asOf -> asOf.compareTo(complete) <= 0);
    }
}
