package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.change.ChangeBatch;
import dev.flattensync.flatten.CanonicalId;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several partitions, each with a transaction of its own, end in the same tables as one. */
@ExtendWith(TestPostgres.class)
class PartitionsTest {
    private static final long SEED = Long.getLong("partitions.seed", System.nanoTime());
    private static final int DOCUMENTS = 8;
    private static final int AT_ONCE = 500;

    private final Blog blog = new Blog();
    private final ChangeLog log = blog.log(
            IntStream.range(0, DOCUMENTS).mapToObj(PartitionsTest::document).toArray(String[]::new));

    private static String document(int id) {
        return """
                {_id: 'd%1$d', name: 'n', posts: [
                    {_id: 'first%1$d', comments: [{_id: 'c%1$d', content: 'x'}]},
                    {_id: 'second%1$d', comments: [{_id: 'e%1$d'}, {_id: 'f%1$d'}]}]}""".formatted(id);
    }

    /** Between each two documents, so between any two partitions; a batch of 1 and 3 cuts the move in two. */
    @ParameterizedTest
    @CsvSource({"0, 4, 500", "0, 4, 1", "0, 4, 3", "1, 4, 500", "2, 4, 500", "0, 1, 500"})
    void anElementMovesFromOneDocumentToAnother(int schema, int partitions, int batch, PostgresAddress postgres)
            throws Exception {
        SyncSettings settings =
                settings(postgres, schema).withPartitions(partitions).withLimits(limits(batch));
        FlattenSync.takeSnapshot(settings, log);
        for (int distance = 1; distance < DOCUMENTS; distance++) {
            for (int from = 0; from < DOCUMENTS; from++) {
                push((from + distance) % DOCUMENTS, pull(from));
            }
            follow(settings);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 4, 500", "0, 3, 500", "0, 4, 2", "0, 2, 3", "1, 4, 500"})
    void documentsSwapElements(int schema, int partitions, int batch, PostgresAddress postgres) throws Exception {
        SyncSettings settings =
                settings(postgres, schema).withPartitions(partitions).withLimits(limits(batch));
        FlattenSync.takeSnapshot(settings, log);
        for (int one = 0; one < DOCUMENTS; one++) {
            for (int other = one + 1; other < DOCUMENTS; other++) {
                BsonDocument ofOne = pull(one);
                BsonDocument ofOther = pull(other);
                push(one, ofOther);
                push(other, ofOne);
                follow(settings);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void randomOperationsInSeveralPartitionsEndInTheDocumentsTables(int schema, PostgresAddress postgres)
            throws Exception {
        SyncedBlog random = new SyncedBlog(postgres, FlatSchema.all().get(schema), SEED);
        RandomGenerator sizes = new SplittableRandom(SEED);
        for (int round = 0; round < 10; round++) {
            random.change(1 + sizes.nextInt(200));
            SyncSettings settings = random.settings().withPartitions(3).withLimits(limits(1 + sizes.nextInt(60)));
            try (FlattenSync sync = FlattenSync.start(settings, random.log())) {
                random.awaitVisible(sync);
            }
            assertThat(random.differences()).as("-Dpartitions.seed=" + SEED).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void partitionsThatStandAtDifferentPlacesCatchUpAfterARestart(int blocked, PostgresAddress postgres)
            throws Exception {
        SyncedBlog random = new SyncedBlog(postgres, FlatSchema.all().get(0), SEED);
        SyncSettings settings = random.settings().withPartitions(4);
        FlattenSync.takeSnapshot(settings, random.log());
        random.change(200);
        runWithBlocked(blocked, settings.withLimits(limits(AT_ONCE)), random.log(), postgres);
        assertThat(random.marks().stream().distinct()).hasSizeGreaterThan(1);
        random.change(50);

        for (SyncSettings next : List.of(settings.withLimits(limits(1)), settings.withPartitions(2))) {
            try (FlattenSync sync = FlattenSync.start(next, random.log())) {
                random.awaitVisible(sync);
            }
            assertThat(random.differences()).as("-Dpartitions.seed=" + SEED).isEmpty();
        }
    }

    /**
     * The element is new in one document and moves on to another, all in one batch, of which only the other document's
     * partition gets committed. A restart with smaller batches must not hold the first document's element for a second
     * one.
     */
    @Test
    void anElementThatMovesOnIsNotTakenTwiceWherePartitionsStandAtDifferentPlaces(PostgresAddress postgres)
            throws Exception {
        int partitions = 2;
        int from = in(0, partitions);
        int to = in(1, partitions);
        SyncSettings settings = settings(postgres, 0).withPartitions(partitions);
        FlattenSync.takeSnapshot(settings, log);
        BsonDocument post = BsonDocument.parse("{_id: 'moves', comments: [{_id: 'along'}]}");
        push(from, post);
        log.apply(new Operation.Pull(blog.kind("pull post"), id(from), post(2)));
        push(to, post);
        runWithBlocked(0, settings.withLimits(limits(AT_ONCE)), log, postgres);
        assertThat(marks(postgres)).doesNotHaveDuplicates();

        follow(settings.withLimits(limits(1)));
    }

    @Test
    void aPartitionGoesOneBatchFurtherWhileAnotherIsBlocked(PostgresAddress postgres) throws Exception {
        int partitions = 2;
        SyncSettings settings = settings(postgres, 0).withPartitions(partitions).withLimits(limits(partitions));
        FlattenSync.takeSnapshot(settings, log);
        List<BsonTimestamp> ofOther = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int partition = 0; partition < partitions; partition++) {
                BsonTimestamp time = log.apply(new Operation.Edit(
                        blog.kind("edit user"),
                        id(in(partition, partitions)),
                        blog.fieldEdit("user", "name", new BsonString("name " + i))));
                if (partition == 1) {
                    ofOther.add(time);
                }
            }
        }

        runWithBlocked(0, settings, log, postgres);

        // It has its share of the second batch; the third one waits for the first.
        assertThat(marks(postgres).get(1).position().time()).isEqualTo(ofOther.get(1));
        assertThat(marks(postgres).get(0).position().time()).isLessThan(ofOther.get(0));
        follow(settings);
    }

    private int in(int partition, int partitions) {
        return IntStream.range(0, DOCUMENTS)
                .filter(document -> Math.floorMod(CanonicalId.of(id(document)).hashCode(), partitions) == partition)
                .findFirst()
                .orElseThrow();
    }

    /** Runs a sync whose one partition can't get on, until it gives up; the others do all that is in the log. */
    private static void runWithBlocked(int partition, SyncSettings settings, ChangeLog log, PostgresAddress postgres)
            throws Exception {
        PostgresAddress impatient = new PostgresAddress(
                postgres.url() + "?options=-c%20lock_timeout=1s", postgres.user(), postgres.password());
        SyncSettings giveUp = new SyncSettings(settings.layout(), impatient, settings.postgresSchema())
                .withPartitions(settings.partitions())
                .withLimits(settings.limits())
                .withPatience(Duration.ofSeconds(1));
        try (Connection holder = postgres.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            try (FlattenSync sync = startWithin(giveUp, log, statement, partition)) {
                assertThatThrownBy(() ->
                                sync.whenVisible(log.end().time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .hasMessageContaining("lock timeout");
            }
        }
    }

    private static FlattenSync startWithin(SyncSettings settings, ChangeLog log, Statement holder, int partition)
            throws SQLException {
        // At its start it locks the checkpoint's rows itself for a moment.
        GatedSource source = new GatedSource(log);
        FlattenSync sync = FlattenSync.start(settings, source);
        holder.execute("select from %s.flattensync_checkpoint where partition = %d for update"
                .formatted(settings.postgresSchema(), partition));
        source.open();
        return sync;
    }

    private List<Checkpoint.Mark> marks(PostgresAddress postgres) throws SQLException {
        try (Connection connection = postgres.connect()) {
            return new Checkpoint("flattensync_blog").read(connection);
        }
    }

    private SyncSettings settings(PostgresAddress postgres, int schema) {
        return new SyncSettings(
                new FlatLayout(blog.mapping(), FlatSchema.all().get(schema)), postgres, "flattensync_blog");
    }

    private static ChangeBatch.Limits limits(int events) {
        return new ChangeBatch.Limits(events, 1 << 20);
    }

    private void follow(SyncSettings settings) throws Exception {
        try (FlattenSync sync = FlattenSync.start(settings, log)) {
            sync.whenVisible(log.end().time()).get(SyncedBlog.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        assertThat(new TableComparison(settings.postgres(), settings.layout(), settings.postgresSchema())
                        .compare(log.documents(), 3)
                        .differences())
                .isEmpty();
    }

    /** Takes a document's first post out of it. */
    private BsonDocument pull(int from) {
        BsonDocument post = log.documents().stream()
                .filter(document -> document.get("_id").equals(id(from)))
                .findFirst()
                .orElseThrow()
                .getArray("posts")
                .get(0)
                .asDocument();
        log.apply(new Operation.Pull(blog.kind("pull post"), id(from), post(0)));
        return post;
    }

    private void push(int to, BsonDocument post) {
        log.apply(new Operation.Push(blog.kind("push post"), id(to), ElementAddress.root(blog.element("user")), post));
    }

    private ElementAddress post(int position) {
        return new ElementAddress(blog.element("post"), new ArrayList<>(List.of(position)));
    }

    private static BsonString id(int document) {
        return new BsonString("d" + document);
    }
}
