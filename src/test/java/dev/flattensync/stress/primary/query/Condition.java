package dev.flattensync.stress.primary.query;

import java.util.List;
import org.bson.BsonDocument;

/** A part of a query. */
@FunctionalInterface
interface Condition {

    boolean test(BsonDocument document, MatchedPosition matched);

    /** Not met where this one is; an element that did not match has no position. */
    default Condition negated() {
        return (document, matched) -> !test(document, new MatchedPosition());
    }

    static Condition all(List<Condition> conditions) {
        return (document, matched) -> conditions.stream().allMatch(condition -> condition.test(document, matched));
    }

    static Condition any(List<Condition> conditions) {
        return (document, matched) -> conditions.stream().anyMatch(condition -> condition.test(document, matched));
    }
}
