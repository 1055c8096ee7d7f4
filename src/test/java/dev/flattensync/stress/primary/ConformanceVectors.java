package dev.flattensync.stress.primary;

import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * What MongoDB servers do: a write, the document before and after it, and the change event that they send. Most of it
 * is asserted by MongoDB's own tests, as each vector's source says. The vectors are in
 * {@code src/test/resources/conformance/updates.json}, as extended JSON:
 *
 * <pre>
 * {id, from: its source,
 *  before: the document; none before an insert,
 *  write: as in {@link WriteCommand#of},
 *  matched: the position of the element that the query matched, where the operator $ stands for it,
 *  after: the document; none after a delete,
 *  event: none if no event is sent, or
 *    {type, document: fullDocument, set: updatedFields, unset: removedFields,
 *     truncate: {field: newSize}, parts: disambiguatedPaths},
 *  olderEvents: what other versions of the server, most of them older, send instead}
 * </pre>
 */
public final class ConformanceVectors {
    private static final String FOLDER = "/conformance/";

    private ConformanceVectors() {}

    /**
     * A write of one document.
     *
     * @param id its name
     * @param source where the facts are from
     * @param before the document before; empty if the write makes it. Some have no {@code _id}
     * @param write the write
     * @param matchedPosition the position of the element that the write's query matched
     * @param after the document after; empty if the write deletes it
     * @param event what a current server sends; empty if nothing
     * @param olderEvents what older servers send instead
     */
    public record Vector(
            String id,
            String source,
            Optional<BsonDocument> before,
            WriteCommand write,
            OptionalInt matchedPosition,
            Optional<BsonDocument> after,
            Optional<Event> event,
            List<Event> olderEvents) {

        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * A change event's payload.
     *
     * @param type its type
     * @param fullDocument the document; null if the event has none
     * @param description of an update; null for all else
     */
    public record Event(OperationType type, BsonDocument fullDocument, UpdateDescription description) {}

    /** All vectors. */
    public static List<Vector> updates() {
        return read("updates.json").stream()
                .map(vector -> vector(vector.asDocument()))
                .toList();
    }

    /** A file of extended JSON from the resources. */
    static BsonArray read(String name) {
        try (InputStream in = ConformanceVectors.class.getResourceAsStream(FOLDER + name)) {
            return BsonArray.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector vector(BsonDocument json) {
        BsonValue matched = json.get("matched");
        return new Vector(
                json.getString("id").getValue(),
                json.getString("from").getValue(),
                document(json, "before"),
                WriteCommand.of(json.getDocument("write")),
                matched == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(matched.asInt32().getValue()),
                document(json, "after"),
                document(json, "event").map(ConformanceVectors::event),
                json.getArray("olderEvents", new BsonArray()).stream()
                        .map(event -> event(event.asDocument()))
                        .toList());
    }

    private static Optional<BsonDocument> document(BsonDocument json, String name) {
        return Optional.ofNullable(json.get(name)).map(BsonValue::asDocument);
    }

    private static Event event(BsonDocument json) {
        OperationType type = OperationType.fromString(json.getString("type").getValue());
        return new Event(
                type, document(json, "document").orElse(null), type == OperationType.UPDATE ? description(json) : null);
    }

    private static UpdateDescription description(BsonDocument json) {
        List<String> removed = json.getArray("unset").stream()
                .map(path -> path.asString().getValue())
                .toList();
        List<TruncatedArray> truncated = json.getDocument("truncate", new BsonDocument()).entrySet().stream()
                .map(array -> new TruncatedArray(array.getKey(), ((BsonInt32) array.getValue()).getValue()))
                .toList();
        return new UpdateDescription(
                removed,
                json.getDocument("set"),
                truncated,
                document(json, "parts").orElse(null));
    }
}
