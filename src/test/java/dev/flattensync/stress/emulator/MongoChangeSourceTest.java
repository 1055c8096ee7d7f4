package dev.flattensync.stress.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.CurrentDocuments;
import dev.flattensync.change.HistoryLostException;
import dev.flattensync.change.InvalidSourceException;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.change.MongoChangeSource;
import dev.flattensync.change.MongoSourceSettings;
import dev.flattensync.change.MongoSourceSettings.Reconnection;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.SnapshotExpiredException;
import dev.flattensync.change.SourceLostException;
import dev.flattensync.change.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the source makes of a change stream, through the driver and over the wire, against the emulator. */
@Timeout(60)
class MongoChangeSourceTest {
    private static final MongoNamespace USERS = new MongoNamespace("shop", "users");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final EmulatedMongo mongo = EmulatedMongo.replicaSet();
    private final MongoClient client = new MongoAddress(mongo.uri() + "&serverSelectionTimeoutMS=500").connect();
    private final MongoCollection<BsonDocument> users = collection("users");
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private MongoChangeSource source;

    @BeforeEach
    void openSource() {
        source = source(100, Duration.ofSeconds(30));
    }

    @AfterEach
    void closeAll() {
        client.close();
        mongo.close();
    }

    @Test
    void eachKindOfWriteIsAnEventInMongosShape() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        users.insertOne(document("{_id: 1, name: 'a', posts: [{_id: 'p0', n: 1}, {_id: 'p1', n: 1}]}"));
        users.updateOne(id(1), document("{$set: {'posts.1.n': 2}}"));
        users.updateOne(id(1), document("{$push: {posts: {_id: 'p2'}}}"));
        users.updateOne(id(1), document("{$pull: {posts: {_id: 'p0'}}}"));
        users.updateOne(id(1), document("{$pop: {posts: 1}}"));
        users.updateOne(id(1), document("{$unset: {name: ''}}"));
        users.replaceOne(id(1), document("{_id: 1, name: 'b'}"));
        users.deleteOne(id(1));

        List<ChangeStreamDocument<BsonDocument>> events = next(cursor, 8);

        assertThat(events)
                .extracting(ChangeStreamDocument::getOperationTypeString)
                .containsExactly("insert", "update", "update", "update", "update", "update", "replace", "delete");
        assertThat(events).allMatch(event -> event.getDocumentKey().equals(id(1)));
        assertThat(events).allMatch(event -> event.getNamespace().equals(USERS));
        assertThat(events).extracting(ChangeStreamDocument::getClusterTime).isSorted();
        assertThat(events.get(0).getFullDocument())
                .isEqualTo(document("{_id: 1, name: 'a', posts: [{_id: 'p0', n: 1}, {_id: 'p1', n: 1}]}"));
        assertThat(updated(events.get(1))).isEqualTo(document("{'posts.1.n': 2}"));
        assertThat(updated(events.get(2))).isEqualTo(document("{'posts.2': {_id: 'p2'}}"));
        assertThat(updated(events.get(3))).isEqualTo(document("{posts: [{_id: 'p1', n: 2}, {_id: 'p2'}]}"));
        assertThat(events.get(4).getUpdateDescription().getTruncatedArrays())
                .singleElement()
                .matches(array -> array.getField().equals("posts") && array.getNewSize() == 1);
        assertThat(events.get(5).getUpdateDescription().getRemovedFields()).containsExactly("name");
        assertThat(events.get(6).getFullDocument()).isEqualTo(document("{_id: 1, name: 'b'}"));
    }

    @Test
    void writeThatChangesNothingOrIsRefusedIsNoEvent() throws InterruptedException {
        users.insertOne(document("{_id: 1, name: 'a'}"));
        ChangeCursor cursor = source.open(source.end());
        users.updateOne(id(1), document("{$set: {name: 'a'}}"));
        assertThatThrownBy(() -> users.insertOne(document("{_id: 1}"))).hasMessageContaining("duplicate key");
        users.deleteOne(id(2));

        assertThat(cursor.next(SHORT)).isNull();
    }

    @Test
    void streamGoesOnRightAfterThePlaceOfAToken() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        insert(1, 5);
        ChangeStreamDocument<BsonDocument> second = next(cursor, 2).get(1);

        ChangeCursor again = source.open(new StreamPosition(second.getClusterTime(), second.getResumeToken()));

        assertThat(ids(next(again, 3))).containsExactly(3, 4, 5);
    }

    @Test
    void streamGoesOnRightAfterATimeWithoutToken() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        insert(1, 3);
        ChangeStreamDocument<BsonDocument> second = next(cursor, 2).get(1);

        ChangeCursor again = source.open(new StreamPosition(second.getClusterTime(), new BsonDocument()));

        assertThat(ids(next(again, 1))).containsExactly(3);
    }

    @Test
    void eventsOfManyBatchesComeInOrder() throws InterruptedException {
        ChangeCursor cursor = source(7, PATIENCE).open(source.end());
        insert(1, 100);

        assertThat(ids(next(cursor, 100)))
                .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void waitingReaderGetsAnEventAsSoonAsItIsThere() throws Exception {
        MongoSourceSettings slow =
                new MongoSourceSettings(100, Duration.ofSeconds(20), true, MongoSourceSettings.Reconnection.defaults());
        ChangeCursor cursor = new MongoChangeSource(client, USERS, slow).open(source.end());
        FutureTask<ChangeStreamDocument<BsonDocument>> reading = new FutureTask<>(() -> cursor.next(PATIENCE));
        new Thread(reading, "reader").start();
        Thread.sleep(200);
        long start = System.nanoTime();

        insert(1, 1);

        assertThat(reading.get().getFullDocument()).isEqualTo(id(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void readerGivesUpAfterItsPatienceAndTellsHowFarItLooked() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        collection("others").insertOne(id(1));
        StreamPosition end = source.end();
        long start = System.nanoTime();

        assertThat(cursor.next(SHORT)).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, Duration.ofSeconds(5));

        assertThat(cursor.idlePosition()).contains(end);
    }

    @Test
    void whatWasFetchedCanBeHadWithoutPatience() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        insert(1, 3);

        assertThat(cursor.next(Duration.ZERO)).isNull();
        cursor.next(PATIENCE);

        assertThat(cursor.available()).isEqualTo(2);
        assertThat(cursor.next(Duration.ZERO)).isNotNull();
        assertThat(cursor.next(Duration.ZERO)).isNotNull();
        assertThat(cursor.next(Duration.ZERO)).isNull();
    }

    @Test
    void interruptedReaderStops() throws Exception {
        ChangeCursor cursor = source.open(source.end());
        FutureTask<Boolean> reading = new FutureTask<>(() -> {
            try {
                cursor.next(Duration.ofMinutes(1));
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
        Thread reader = new Thread(reading, "reader");
        reader.start();
        Thread.sleep(100);

        reader.interrupt();

        assertThat(reading.get()).isTrue();
    }

    @Test
    void readerGoesOnAfterTheServerWasGone() throws Exception {
        ChangeCursor cursor = source.open(source.end());
        insert(1, 2);
        assertThat(ids(next(cursor, 1))).containsExactly(1);
        mongo.stop();
        // One event is here already.
        assertThat(ids(next(cursor, 1))).containsExactly(2);
        assertThat(cursor.next(Duration.ofSeconds(2))).isNull();
        mongo.start();
        insert(3, 4);

        assertThat(ids(next(cursor, 2))).containsExactly(3, 4);
        assertThat(told).anyMatch(message -> message.contains("broke"));
        assertThat(told).last().asString().contains("works again");
    }

    @Test
    void nothingIsLostOrDoubledWhileConnectionsBreak() throws Exception {
        ChangeCursor cursor = source(3, PATIENCE).open(source.end());
        List<Integer> read = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            insert(10 * i + 1, 10 * i + 10);
            mongo.disconnectClients();
            read.addAll(ids(next(cursor, 10)));
        }

        assertThat(read).isEqualTo(IntStream.rangeClosed(1, 30).boxed().toList());
    }

    @Test
    void streamIsGivenUpWhenTheServerStaysAway() throws Exception {
        ChangeCursor cursor = source(100, Duration.ofSeconds(1)).open(source.end());
        mongo.stop();

        assertThatThrownBy(() -> {
                    while (true) {
                        cursor.next(PATIENCE);
                    }
                })
                .isInstanceOf(SourceLostException.class)
                .hasMessageContainingAll("given up after", "failed attempts", "start again");
    }

    @Test
    void streamThatDoesNotReachBackIsLostHistory() {
        StreamPosition before = source.end();
        insert(1, 3);
        mongo.forgetHistory();

        assertThatThrownBy(() -> source.open(before))
                .isInstanceOf(HistoryLostException.class)
                .hasMessageContainingAll("doesn't reach back", "new snapshot");
        assertThatThrownBy(() -> source.open(new StreamPosition(before.time(), new BsonDocument())))
                .isInstanceOf(HistoryLostException.class);
    }

    @Test
    void readerThatFallsBehindTheHistoryIsToldSo() throws InterruptedException {
        ChangeCursor cursor = source.open(source.end());
        insert(1, 3);
        mongo.forgetHistory();

        assertThatThrownBy(() -> cursor.next(PATIENCE)).isInstanceOf(HistoryLostException.class);
    }

    @Test
    void droppedCollectionEndsInTwoEventsAndCanBeFollowedFurther() throws InterruptedException {
        insert(1, 1);
        ChangeCursor cursor = source.open(source.end());
        users.drop();
        insert(2, 2);

        assertThat(next(cursor, 3))
                .extracting(ChangeStreamDocument::getOperationTypeString)
                .containsExactly("drop", "invalidate", "insert");
    }

    @Test
    void standaloneIsRefused() {
        try (EmulatedMongo standalone = EmulatedMongo.standalone();
                MongoClient toStandalone = new MongoAddress(standalone.uri()).connect()) {
            assertThatThrownBy(() -> new MongoChangeSource(toStandalone, USERS, MongoSourceSettings.defaults()))
                    .isInstanceOf(InvalidSourceException.class)
                    .hasMessageContainingAll("expected a MongoDB replica set", "found a standalone", "rs.initiate()");
        }
    }

    @Test
    void unreachableServerIsRefusedWithoutTheCredentials() {
        String uri = "mongodb://scott:hush@127.0.0.1:1/?serverSelectionTimeoutMS=200";
        try (MongoClient nowhere = new MongoAddress(uri).connect()) {
            assertThatThrownBy(() -> new MongoChangeSource(nowhere, USERS, MongoSourceSettings.defaults()))
                    .isInstanceOf(InvalidSourceException.class)
                    .hasMessageContaining("no server that can be used was found")
                    .hasMessageNotContainingAny("hush", "scott");
        }
    }

    @Test
    void textThatIsNoUriIsRefusedAndNotShown() {
        for (String uri :
                List.of("postgres://hush", "mongodb://hush:hush:hush@x", "mongodb://h/?readPreference=hush")) {
            assertThatThrownBy(() -> new MongoAddress(uri).connect())
                    .isInstanceOf(InvalidSourceException.class)
                    .hasMessageContaining("mongodb://host:27017")
                    .hasMessageNotContaining("hush")
                    .hasNoCause();
        }
        assertThat(new MongoAddress("mongodb://u:hush@x")).asString().doesNotContain("hush");
    }

    @Test
    void snapshotIsOfOneTimeAndTheStreamGoesOnRightAfterIt() throws InterruptedException {
        insert(1, 250);
        List<BsonDocument> documents = new ArrayList<>();

        try (Snapshot snapshot = source.snapshot()) {
            users.deleteOne(id(250));
            users.updateOne(id(249), document("{$set: {name: 'new'}}"));
            users.insertOne(id(251));
            snapshot.documents().forEachRemaining(documents::add);

            assertThat(snapshot.consistent()).isTrue();
            assertThat(ids(next(source.open(snapshot.position()), 3))).containsExactly(250, 249, 251);
        }

        assertThat(documents)
                .isEqualTo(IntStream.rangeClosed(1, 250)
                        .mapToObj(MongoChangeSourceTest::id)
                        .toList());
    }

    @Test
    void snapshotThatIsNotKeptForLongEnoughIsSaidToBeExpiredAndTheNextDoesWithoutOneTime() {
        insert(1, 250);
        try (Snapshot snapshot = source.snapshot()) {
            mongo.endSnapshotReads();

            assertThatThrownBy(() -> snapshot.documents().forEachRemaining(document -> {}))
                    .isInstanceOf(SnapshotExpiredException.class)
                    .hasMessageContaining("take another snapshot");
        }
        try (Snapshot snapshot = source.snapshot()) {
            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.documents()).toIterable().hasSize(250);
        }
    }

    @Test
    void serverThatCannotReadAtOneTimeGivesASnapshotToCatchUpFrom() throws InterruptedException {
        mongo.endSnapshotReads();
        insert(1, 250);
        StreamPosition before = source.end();
        List<BsonDocument> documents = new ArrayList<>();

        try (Snapshot snapshot = source.snapshot()) {
            users.deleteOne(id(250));
            users.insertOne(id(251));
            snapshot.documents().forEachRemaining(documents::add);

            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.position()).isEqualTo(before);
            assertThat(ids(next(source.open(snapshot.position()), 2))).containsExactly(250, 251);
        }

        assertThat(documents)
                .extracting(document -> document.getInt32("_id").getValue())
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeGreaterThanOrEqualTo(249);
    }

    @Test
    void documentsAreLookedUpAsTheyAreNow() {
        insert(1, 3);
        users.updateOne(id(2), document("{$set: {name: 'new'}}"));
        StreamPosition end = source.end();

        CurrentDocuments current = source.current(List.of(new BsonInt32(2), new BsonInt32(3), new BsonInt32(4)));

        assertThat(current.documents())
                .containsOnlyKeys(new BsonInt32(2), new BsonInt32(3))
                .containsEntry(new BsonInt32(2), document("{_id: 2, name: 'new'}"));
        assertThat(current.asOf()).isEqualTo(end.time());
    }

    private MongoChangeSource source(int batchSize, Duration giveUpAfter) {
        Reconnection reconnection =
                new Reconnection(Duration.ofMillis(20), Duration.ofMillis(200), giveUpAfter, told::add);
        return new MongoChangeSource(
                client, USERS, new MongoSourceSettings(batchSize, Duration.ofMillis(30), true, reconnection));
    }

    private MongoCollection<BsonDocument> collection(String name) {
        return client.getDatabase(USERS.getDatabaseName()).getCollection(name, BsonDocument.class);
    }

    private void insert(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(id -> retrying(() -> users.insertOne(id(id))));
    }

    /** The client's pool holds connections that are broken, and finds out one by one. */
    private static void retrying(Runnable write) {
        for (int attempt = 0; ; attempt++) {
            try {
                write.run();
                return;
            } catch (MongoSocketException e) {
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    private static List<ChangeStreamDocument<BsonDocument>> next(ChangeCursor cursor, int count)
            throws InterruptedException {
        List<ChangeStreamDocument<BsonDocument>> events = new ArrayList<>();
        while (events.size() < count) {
            ChangeStreamDocument<BsonDocument> event = cursor.next(PATIENCE);
            assertThat(event).as("event " + (events.size() + 1)).isNotNull();
            events.add(event);
        }
        return events;
    }

    private static List<Integer> ids(List<ChangeStreamDocument<BsonDocument>> events) {
        return events.stream()
                .map(event -> event.getDocumentKey().getInt32("_id").getValue())
                .toList();
    }

    private static BsonDocument updated(ChangeStreamDocument<BsonDocument> event) {
        return event.getUpdateDescription().getUpdatedFields();
    }

    private static BsonDocument id(int id) {
        return new BsonDocument("_id", new BsonInt32(id));
    }

    private static BsonDocument document(String json) {
        return BsonDocument.parse(json);
    }
}
