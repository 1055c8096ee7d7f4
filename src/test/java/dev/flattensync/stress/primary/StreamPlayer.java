package dev.flattensync.stress.primary;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.stress.workload.Blog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Plays the steps of {@code conformance/streams.json}: writes go to the collection {@code test} of one database; a
 * place to start from is that of the last event of a type, or the {@code end} of the stream before.
 */
final class StreamPlayer {
    private static final String DATABASE = "test_database";
    private static final MongoNamespace TEST = new MongoNamespace(DATABASE, "test");

    private final ReplicaSet replicaSet = new ReplicaSet(Blog.START);
    private final Map<String, StreamPosition> places = new HashMap<>();
    private EventCursor cursor;

    void play(BsonDocument step) throws InterruptedException {
        BsonValue operand = step.get(step.getFirstKey());
        switch (step.getFirstKey()) {
            case "insert" -> replicaSet.write(TEST, new WriteCommand.Insert(operand.asDocument()));
            case "update", "delete" -> replicaSet.write(TEST, WriteCommand.of(operand.asDocument()));
            case "create" -> replicaSet.create(namespace(operand));
            case "drop" -> replicaSet.drop(namespace(operand));
            case "rename" -> rename(operand.asDocument());
            case "dropDatabase" -> replicaSet.dropDatabase(DATABASE);
            case "watch" -> cursor = replicaSet.watch(watch(operand.asDocument()));
            case "expect" -> expect(operand.asArray());
            case "exhausted" -> assertThat(cursor.isExhausted()).isTrue();
            case "at" -> assertThat(cursor.idlePosition()).contains(place(operand));
            default -> throw new IllegalArgumentException("no such step: " + step);
        }
    }

    private void rename(BsonDocument operand) {
        replicaSet.rename(
                namespace(operand.get("from")),
                namespace(operand.get("to")),
                operand.getBoolean("dropTarget", BsonBoolean.FALSE).getValue());
    }

    private Watch watch(BsonDocument operand) {
        Watch watch = operand.containsKey("collection")
                ? Watch.collection(namespace(operand.get("collection")))
                : Watch.database(DATABASE);
        if (operand.containsKey("only")) {
            String type = text(operand.get("only"));
            watch = watch.only(event -> event.getOperationTypeString().equals(type));
        }
        if (operand.containsKey("expanded")) {
            watch = watch.expanded();
        }
        if (operand.containsKey("fullDocument")) {
            watch = watch.with(FullDocument.fromString(text(operand.get("fullDocument"))));
        }
        if (operand.containsKey("resumeAfter")) {
            watch = watch.resumeAfter(place(operand.get("resumeAfter")));
        }
        return operand.containsKey("startAfter") ? watch.startAfter(place(operand.get("startAfter"))) : watch;
    }

    private StreamPosition place(BsonValue name) {
        return text(name).equals("end") ? cursor.idlePosition().orElseThrow() : places.get(text(name));
    }

    private void expect(List<BsonValue> expected) throws InterruptedException {
        List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
        for (var event = cursor.next(Duration.ZERO); event != null; event = cursor.next(Duration.ZERO)) {
            events.add(event);
            places.put(
                    event.getOperationTypeString(), new StreamPosition(event.getClusterTime(), event.getResumeToken()));
        }
        assertThat(events.stream().map(ChangeStreamDocument::getOperationTypeString))
                .containsExactlyElementsOf(expected.stream()
                        .map(event -> text(event.asDocument().get("type")))
                        .toList());
        for (int i = 0; i < events.size(); i++) {
            assertParts(events.get(i), expected.get(i).asDocument());
        }
    }

    private static void assertParts(ChangeStreamDocument<BsonDocument> event, BsonDocument expected) {
        expected.forEach((part, value) -> {
            if (part.equals("has")) {
                assertThat(event.getWallTime()).isNotNull();
                assertThat(event.getExtraElements()).containsKey("collectionUUID");
            } else {
                assertThat(part(event, part)).as(part).isEqualTo(value.isNull() ? null : value);
            }
        });
    }

    private static BsonValue part(ChangeStreamDocument<BsonDocument> event, String part) {
        return switch (part) {
            case "type" -> new BsonString(event.getOperationTypeString());
            case "ns" -> collectionOf(event.getNamespace());
            case "nsType" -> new BsonString(event.getNamespaceTypeString());
            case "to" -> collectionOf(event.getDestinationNamespace());
            case "document" -> event.getFullDocument();
            case "key" -> event.getDocumentKey();
            default -> event.getExtraElements().get(part);
        };
    }

    private static BsonValue collectionOf(MongoNamespace namespace) {
        assertThat(namespace.getDatabaseName()).isEqualTo(DATABASE);
        return new BsonString(namespace.getCollectionName());
    }

    private static MongoNamespace namespace(BsonValue collection) {
        return new MongoNamespace(DATABASE, text(collection));
    }

    private static String text(BsonValue value) {
        return value.asString().getValue();
    }
}
