package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.UpdateDescription;
import dev.flattensync.stress.primary.ConformanceVectors.Event;
import dev.flattensync.stress.primary.ConformanceVectors.Vector;
import dev.flattensync.stress.primary.update.Change;
import dev.flattensync.stress.primary.update.Update;
import dev.flattensync.stress.primary.update.UpdateContext;
import dev.flattensync.stress.primary.value.ExactValues;
import dev.flattensync.stress.workload.Blog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the change log does to documents, and says of it, what MongoDB servers do and say. */
class ConformanceTest {
    private static final MongoNamespace USERS = new MongoNamespace("shop", "users");

    @ParameterizedTest
    @MethodSource("updatesOfDocuments")
    void updateMakesAndDescribesWhatAServerDoes(Vector vector) {
        WriteCommand.Update command = (WriteCommand.Update) vector.write();
        UpdateContext context = new UpdateContext(
                vector.matchedPosition(), new BsonDateTime(0), new BsonTimestamp(1, 1), command.upsert());

        Change change = Update.of(command.update(), command.arrayFilters())
                .apply(vector.before().orElseThrow(), context);

        assertSame(change.document(), vector.after().orElseThrow());
        assertEvent(event(change), vector.event().map(ConformanceTest::withoutLookup));
    }

    /** Those documents have an {@code _id}; some that MongoDB's tests apply operators to have none. */
    @ParameterizedTest
    @MethodSource("writesToACollection")
    void changeLogPublishesWhatAServerSends(Vector vector) throws InterruptedException {
        ReplicaSet replicaSet = new ReplicaSet(Blog.START);
        replicaSet.load(USERS, vector.before().stream().toList());
        boolean lookup = vector.event().stream()
                .anyMatch(event -> event.type() == OperationType.UPDATE && event.fullDocument() != null);
        EventCursor cursor = replicaSet.watch(
                Watch.collection(USERS).with(lookup ? FullDocument.UPDATE_LOOKUP : FullDocument.DEFAULT));

        replicaSet.write(USERS, vector.write());

        ChangeStreamDocument<BsonDocument> event = cursor.next(Duration.ZERO);
        List<BsonDocument> documents = replicaSet.documents(USERS);
        assertThat(documents).hasSize((int) vector.after().stream().count());
        vector.after().ifPresent(after -> assertSame(documents.get(0), after));
        assertEvent(Optional.ofNullable(event).map(ConformanceTest::event), vector.event());
        if (event != null) {
            BsonDocument document = vector.before().or(vector::after).orElseThrow();
            assertThat(event.getDocumentKey()).isEqualTo(new BsonDocument("_id", document.get("_id")));
        }
        assertThat(cursor.next(Duration.ZERO)).isNull();
    }

    static Stream<Vector> updatesOfDocuments() {
        return ConformanceVectors.updates().stream()
                .filter(vector -> vector.before().isPresent() && vector.write() instanceof WriteCommand.Update);
    }

    static Stream<Vector> writesToACollection() {
        return ConformanceVectors.updates().stream()
                .filter(vector ->
                        vector.before().or(vector::after).orElseThrow().containsKey("_id"));
    }

    private static Optional<Event> event(Change change) {
        if (change instanceof Change.Updated updated) {
            return Optional.of(new Event(OperationType.UPDATE, null, updated.description()));
        }
        return change instanceof Change.Replaced replaced
                ? Optional.of(new Event(OperationType.REPLACE, replaced.document(), null))
                : Optional.empty();
    }

    private static Event event(ChangeStreamDocument<BsonDocument> event) {
        return new Event(event.getOperationType(), event.getFullDocument(), event.getUpdateDescription());
    }

    /** An update as it is before anybody looks up the document. */
    private static Event withoutLookup(Event event) {
        return event.type() == OperationType.UPDATE ? new Event(event.type(), null, event.description()) : event;
    }

    private static void assertEvent(Optional<Event> actual, Optional<Event> expected) {
        assertThat(actual.map(Event::type)).isEqualTo(expected.map(Event::type));
        if (expected.isPresent()) {
            assertSame(actual.get().fullDocument(), expected.get().fullDocument());
            assertDescription(actual.get().description(), expected.get().description());
        }
    }

    /** The order of paths does not matter. No ambiguous path is an empty list of them, or none. */
    private static void assertDescription(UpdateDescription actual, UpdateDescription expected) {
        if (expected == null) {
            assertThat(actual).isNull();
            return;
        }
        assertThat(actual.getUpdatedFields().keySet())
                .isEqualTo(expected.getUpdatedFields().keySet());
        expected.getUpdatedFields()
                .forEach((path, value) -> assertSame(
                        new BsonDocument(path, actual.getUpdatedFields().get(path)), new BsonDocument(path, value)));
        assertThat(actual.getRemovedFields()).containsExactlyInAnyOrderElementsOf(expected.getRemovedFields());
        assertThat(Set.copyOf(actual.getTruncatedArrays())).isEqualTo(Set.copyOf(expected.getTruncatedArrays()));
        assertThat(Optional.ofNullable(actual.getDisambiguatedPaths()).orElseGet(BsonDocument::new))
                .isEqualTo(Optional.ofNullable(expected.getDisambiguatedPaths()).orElseGet(BsonDocument::new));
    }

    /** The same types of numbers, the same order of fields. */
    private static void assertSame(BsonDocument actual, BsonDocument expected) {
        assertThat(ExactValues.same(actual, expected))
                .as("%s is exactly %s", actual, expected)
                .isTrue();
    }
}
