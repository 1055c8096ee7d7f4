package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import dev.flattensync.change.ChangeCursor;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.change.MongoChangeSource;
import dev.flattensync.change.MongoSourceSettings;
import dev.flattensync.change.Snapshot;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ConformanceVectors;
import dev.flattensync.stress.primary.ConformanceVectors.Vector;
import dev.flattensync.stress.primary.OwnedDatabase;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.verify.ServerConformance.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What this project takes for granted of a real MongoDB: run with
 * {@code -Dmongodb.uri=mongodb://host:27017/?replicaSet=rs0}. It uses only the database {@value OwnedDatabase#NAME},
 * and refuses one of that name that it did not make.
 */
@Timeout(300)
@ExtendWith(TestPostgres.class)
class MongoContractTest {
    private static final String URI = System.getProperty("mongodb.uri", "");
    private static final int SEQUENCES = Integer.getInteger("property.sequences", 10);
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(500);

    private MongoClient client;
    private MongoCollection<BsonDocument> documents;
    private MongoChangeSource source;

    @BeforeAll
    static void requireServer() {
        assumeTrue(
                !URI.isBlank(),
                "no MongoDB to check: name a replica set with -Dmongodb.uri=mongodb://host:27017/?replicaSet=rs0");
    }

    @BeforeEach
    void connect() {
        client = new MongoAddress(URI).connect();
        documents = OwnedDatabase.claim(client).getCollection("flattensync_contract", BsonDocument.class);
        documents.drop();
        insert(1, 300);
        source = new MongoChangeSource(client, documents.getNamespace(), MongoSourceSettings.defaults());
    }

    @AfterEach
    void cleanUp() {
        if (documents != null) {
            documents.drop();
            client.close();
        }
    }

    @Test
    void snapshotIsOfOneTimeAndTheStreamGoesOnRightAfterIt() throws InterruptedException {
        assumeTrue(source.server().version().get(0) >= 5, "reads at one cluster time need MongoDB 5.0 or newer");
        List<Integer> read = new ArrayList<>();
        try (Snapshot snapshot = source.snapshot()) {
            assertThat(snapshot.consistent()).isTrue();
            Iterator<BsonDocument> iterator = snapshot.documents();
            read.add(iterator.next().getInt32("_id").getValue());
            documents.deleteOne(id(300));
            documents.updateOne(id(299), BsonDocument.parse("{$set: {name: 'new'}}"));
            insert(301, 301);
            iterator.forEachRemaining(document -> {
                assertThat(document.containsKey("name")).isFalse();
                read.add(document.getInt32("_id").getValue());
            });

            try (ChangeCursor cursor = source.open(snapshot.position())) {
                assertThat(next(cursor, 3))
                        .extracting(ChangeStreamDocument::getOperationTypeString)
                        .containsExactly("delete", "update", "insert");
            }
        }
        assertThat(read).isEqualTo(IntStream.rangeClosed(1, 300).boxed().toList());
    }

    @Test
    void snapshotWithoutOneTimeCanBeCaughtUpFrom() throws InterruptedException {
        MongoSourceSettings defaults = MongoSourceSettings.defaults();
        MongoSourceSettings settings =
                new MongoSourceSettings(defaults.batchSize(), defaults.awaitTime(), false, defaults.reconnection());
        try (Snapshot snapshot = new MongoChangeSource(client, documents.getNamespace(), settings).snapshot();
                ChangeCursor cursor = source.open(snapshot.position())) {
            insert(301, 301);

            assertThat(snapshot.consistent()).isFalse();
            assertThat(snapshot.documents()).toIterable().hasSizeGreaterThanOrEqualTo(300);
            assertThat(ids(next(cursor, 1))).containsExactly(301);
        }
    }

    @Test
    void streamGoesOnAfterATokenAndAfterATime() throws InterruptedException {
        StreamPosition end = source.end();
        insert(301, 305);
        ChangeStreamDocument<BsonDocument> second;
        try (ChangeCursor cursor = source.open(end)) {
            second = next(cursor, 2).get(1);
        }

        try (ChangeCursor byToken = source.open(new StreamPosition(second.getClusterTime(), second.getResumeToken()));
                ChangeCursor byTime = source.open(new StreamPosition(second.getClusterTime(), new BsonDocument()))) {
            assertThat(ids(next(byToken, 3))).containsExactly(303, 304, 305);
            assertThat(ids(next(byTime, 3))).containsExactly(303, 304, 305);
        }
    }

    @Test
    void idleStreamTellsHowFarItLooked() throws InterruptedException {
        StreamPosition end = source.end();
        try (ChangeCursor cursor = source.open(end)) {
            MongoCollection<BsonDocument> other = client.getDatabase(OwnedDatabase.NAME)
                    .getCollection("flattensync_contract_other", BsonDocument.class);
            other.insertOne(new BsonDocument());
            other.drop();
            StreamPosition later = source.end();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            do {
                assertThat(cursor.next(SHORT)).isNull();
            } while (cursor.idlePosition().orElseThrow().time().compareTo(later.time()) < 0
                    && System.nanoTime() < deadline);

            StreamPosition idle = cursor.idlePosition().orElseThrow();
            assertThat(idle.time()).isGreaterThanOrEqualTo(later.time());
            insert(301, 301);
            try (ChangeCursor again = source.open(idle)) {
                assertThat(ids(next(again, 1))).containsExactly(301);
            }
        }
    }

    @Test
    void eventOverSixteenMegabytesComesInFragments() throws InterruptedException {
        List<Integer> version = source.server().version();
        assumeTrue(version.get(0) >= 7, "large events are cut from MongoDB 7.0 on (and 6.0.9)");
        try (ChangeCursor cursor = source.open(source.end())) {
            // The document comes in the event, and its large key three times: in it, beside it and in the token.
            documents.insertOne(new BsonDocument("_id", new BsonString("k".repeat(1 << 20)))
                    .append("text", new BsonString("t".repeat(14 << 20))));
            List<ChangeStreamDocument<BsonDocument>> fragments = new ArrayList<>();
            do {
                fragments.addAll(next(cursor, 1));
                assertThat(fragments.get(fragments.size() - 1).getSplitEvent()).isNotNull();
            } while (fragments.size() < fragments.get(0).getSplitEvent().getOf());

            assertThat(fragments).hasSizeGreaterThan(1);
            assertThat(fragments)
                    .extracting(fragment -> fragment.getSplitEvent().getFragment())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(fragments)
                    .filteredOn(fragment -> fragment.getFullDocument() != null)
                    .hasSize(1);
        }
    }

    @Test
    void indexesAreNoEventsAndADroppedCollectionCanBeFollowedFurther() throws InterruptedException {
        try (ChangeCursor cursor = source.open(source.end())) {
            documents.createIndex(Indexes.ascending("name"));
            documents.drop();
            insert(1, 1);

            assertThat(next(cursor, 3))
                    .extracting(ChangeStreamDocument::getOperationTypeString)
                    .containsExactly("drop", "invalidate", "insert");
        }
    }

    @Test
    void documentsAreLookedUpAsOfATimeThatIsNotBefore() {
        documents.updateOne(id(2), BsonDocument.parse("{$set: {name: 'new'}}"));
        StreamPosition before = source.end();

        var current = source.current(List.of(new BsonInt32(2), new BsonInt32(999)));

        assertThat(current.documents())
                .containsOnlyKeys(new BsonInt32(2))
                .containsEntry(new BsonInt32(2), BsonDocument.parse("{_id: 2, name: 'new'}"));
        assertThat(current.asOf()).isGreaterThanOrEqualTo(before.time());
    }

    @Test
    void serverDescribesWritesAsTheVectorsSay() throws InterruptedException {
        ServerConformance server = new ServerConformance(client);
        List<String> disagreements = new ArrayList<>();
        for (Vector vector : ConformanceVectors.updates()) {
            if (isOneUpdate(vector)) {
                List<String> ofVector = new ArrayList<>();
                boolean agrees = false;
                for (Optional<BsonDocument> event : events(vector)) {
                    List<String> found = server.disagreements(List.of(expected(vector, event)));
                    agrees |= found.isEmpty();
                    ofVector.addAll(found);
                }
                if (!agrees) {
                    disagreements.addAll(ofVector);
                }
            }
        }
        assertThat(disagreements).isEmpty();
    }

    /** An update of one document that is found by its id alone. */
    private static boolean isOneUpdate(Vector vector) {
        return vector.before().isPresent()
                && vector.after().isPresent()
                && vector.matchedPosition().isEmpty()
                && vector.write() instanceof WriteCommand.Update;
    }

    /** What servers of any version send. */
    private static List<Optional<BsonDocument>> events(Vector vector) {
        List<Optional<BsonDocument>> events = new ArrayList<>();
        events.add(
                vector.event().map(event -> ServerConformance.shown(event.type().getValue(), event.description())));
        vector.olderEvents()
                .forEach(event -> events.add(
                        Optional.of(ServerConformance.shown(event.type().getValue(), event.description()))));
        return events;
    }

    private static Expected expected(Vector vector, Optional<BsonDocument> event) {
        WriteCommand.Update update = (WriteCommand.Update) vector.write();
        BsonDocument statement = new BsonDocument("u", update.update());
        if (!update.arrayFilters().isEmpty()) {
            statement.append("arrayFilters", new BsonArray(update.arrayFilters()));
        }
        return new Expected(
                vector.id(),
                vector.before().orElseThrow(),
                statement,
                vector.after().orElseThrow(),
                event);
    }

    @Test
    void tablesFollowRandomOperations(PostgresAddress postgres) {
        MongoFollower follower = new MongoFollower(client, postgres);
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            follower.follow(SEED + sequence);
        }
    }

    private void insert(int from, int to) {
        documents.insertMany(
                IntStream.rangeClosed(from, to).mapToObj(MongoContractTest::id).toList());
    }

    private static BsonDocument id(int id) {
        return new BsonDocument("_id", new BsonInt32(id));
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
}
