package dev.flattensync.stress.primary.query;

import dev.flattensync.stress.primary.value.ValueOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A query in MongoDB's language, matched as a server does: through arrays, across numeric types, by the order of fields
 * in embedded documents. Not known: {@code $where}, {@code $jsonSchema}, text and places.
 *
 * <p>The matcher of mongo-java-server compares decimals as doubles, embedded documents without their order, and regular
 * expressions with numbers; hence a matcher of our own.
 */
public final class Query {
    private final Condition condition;

    private Query(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a query.
     *
     * @throws com.mongodb.MongoCommandException if it is not one
     */
    public static Query of(BsonDocument query) {
        return new Query(QueryParser.query(query));
    }

    /** Matches a document; empty if it doesn't match. */
    public Optional<Match> match(BsonDocument document) {
        MatchedPosition matched = new MatchedPosition();
        return condition.test(document, matched) ? Optional.of(new Match(matched.position())) : Optional.empty();
    }

    /** Whether a document matches. */
    public boolean matches(BsonDocument document) {
        return match(document).isPresent();
    }

    /**
     * Which elements {@code $pull} with this condition removes: by operators or a regular expression each element, by a
     * query only documents, by any other value those equal to it.
     */
    public static Predicate<BsonValue> pulls(BsonValue condition) {
        if (QueryParser.isOperators(condition) || condition.isRegularExpression()) {
            return QueryParser.value(condition, true);
        }
        if (condition.isDocument()) {
            Query query = of(condition.asDocument());
            return value -> value.isDocument() && query.matches(value.asDocument());
        }
        return value -> ValueOrder.equal(value, condition);
    }

    /**
     * A matched document.
     *
     * @param position of the element that a condition on an array matched: what {@code $} stands for in an update
     */
    public record Match(OptionalInt position) {}
}
