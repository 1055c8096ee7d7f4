package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoNamespace;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.FlattenSync;
import dev.flattensync.OnViolation;
import dev.flattensync.SyncListener;
import dev.flattensync.SyncSettings;
import dev.flattensync.SyncState;
import dev.flattensync.flatten.MappingViolationException;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.mapping.ViolationKind;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the sync does with values that the mapping does not fit: it stops before them, or leaves their rows out. */
@ExtendWith(TestPostgres.class)
class ViolationTest {
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users", ConfigFactory.parseResources("application.conf").getConfig("stress.mappings.users"));
    private static final String SCHEMA = "flattensync_violations";

    private final Queue<MappingViolationException> told = new ConcurrentLinkedQueue<>();
    private final ChangeLog log = new ChangeLog(
            new MongoNamespace("test", "users"),
            Stream.of(
                            "{_id: 'a', name: 'Ann', posts: [{_id: 'p1', title: 't', comments: [{_id: 'c1'}]}, {_id: 'p2'}]}",
                            "{_id: 'b', name: 'Bob', posts: []}")
                    .map(BsonDocument::parse)
                    .toList(),
            Instant.parse("2026-01-01T00:00:00Z"));

    static List<FlatSchema> schemas() {
        return FlatSchema.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void syncStopsBeforeTheEventAndNothingElseIsLost(FlatSchema schema, PostgresAddress postgres) throws Exception {
        SyncSettings settings = settings(postgres, schema, OnViolation.FAIL);
        try (FlattenSync sync = FlattenSync.start(settings, log)) {
            visible(sync);
            // One batch, most likely: what comes before the violation must not go with it.
            update("a", "{$set: {name: 'Anna'}}");
            update("b", "{$set: {name: 'Bert'}}");
            update("a", "{$set: {'posts.1.title': 5}}");
            update("b", "{$set: {name: 'too late'}}");

            assertThatThrownBy(() -> visible(sync))
                    .hasMessageContaining(
                            "document \"a\", path \"posts.1.title\": expected a string, found a 32-bit number");
            assertThat(sync.state()).isEqualTo(SyncState.FAILED);
            assertThat(sync.violations()).containsEntry(ViolationKind.WRONG_TYPE, 1L);
        }
        assertThat(rows(postgres, "select name from users order by _id")).containsExactly("Anna", "Bert");

        update("a", "{$set: {'posts.1.title': 'mended, but the event is still in the stream'}}");
        try (FlattenSync again = FlattenSync.start(settings, log)) {
            assertThatThrownBy(() -> visible(again)).hasMessageContaining("posts.1.title");
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void onlyTheRowThatDoesNotFitIsLeftOut(FlatSchema schema, PostgresAddress postgres) throws Exception {
        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.SKIP), log)) {
            visible(sync);
            update("a", "{$set: {'posts.0.title': 5, 'posts.1.title': 'fits'}}");
            update("b", "{$push: {posts: 'no document'}}");
            update("b", "{$push: {posts: {_id: 'p3', title: 'new', comments: 'no array'}}}");
            insert("{_id: 'c', name: {no: 'string'}, posts: []}");
            insert("{_id: 'd', name: 'Dan', posts: [{_id: 'p4'}, {_id: 'p4'}, {_id: 'p5'}]}");
            visible(sync);

            assertThat(rows(postgres, "select _id from users order by _id")).containsExactly("a", "b", "d");
            assertThat(rows(postgres, "select _id from posts order by _id")).containsExactly("p2", "p3", "p4", "p5");
            assertThat(rows(postgres, "select _id from comments")).isEmpty();
            assertThat(rows(
                            postgres,
                            "select document_id || ' ' || path || ' ' || kind from flattensync_skipped order by 1"))
                    .containsExactly(
                            "a posts.0.title WRONG_TYPE",
                            "b posts.0 NOT_A_DOCUMENT",
                            "b posts.1.comments NOT_AN_ARRAY",
                            "c name WRONG_TYPE",
                            "d posts.1._id DUPLICATE_ID");
            assertThat(sync.violations().keySet())
                    .containsExactlyInAnyOrder(
                            ViolationKind.WRONG_TYPE,
                            ViolationKind.NOT_A_DOCUMENT,
                            ViolationKind.NOT_AN_ARRAY,
                            ViolationKind.DUPLICATE_ID);
            assertThat(told).anySatisfy(violation -> {
                assertThat(violation.documentId()).isEqualTo("a");
                assertThat(violation.path()).isEqualTo("posts.0.title");
                assertThat(violation.expected()).isEqualTo("a string");
                assertThat(violation.found()).isEqualTo("a 32-bit number");
            });
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void rowComesBackOnceItFits(FlatSchema schema, PostgresAddress postgres) throws Exception {
        SyncSettings settings = settings(postgres, schema, OnViolation.SKIP);
        try (FlattenSync sync = FlattenSync.start(settings, log)) {
            visible(sync);
            update("a", "{$set: {'posts.0.title': 5}}");
            update("a", "{$set: {'posts.0.comments.0.content': 'of a row that is left out'}}");
            visible(sync);
        }
        try (FlattenSync sync = FlattenSync.start(settings, log)) {
            update("a", "{$push: {'posts.0.comments': {_id: 'c2', content: 'another'}}}");
            update("a", "{$set: {'posts.0.title': 'fits again'}}");
            visible(sync);
            update("a", "{$set: {'posts.0.comments.1.content': 'changed by itself'}}");
            visible(sync);
        }
        assertThat(rows(postgres, "select count(*)::text from flattensync_skipped"))
                .containsExactly("0");
        assertThat(new TableComparison(postgres, new FlatLayout(MAPPING, schema), SCHEMA)
                        .compare(log.documents(), 3)
                        .differences())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void snapshotLeavesOutWhatDoesNotFitOrRefuses(FlatSchema schema, PostgresAddress postgres) throws Exception {
        insert("{_id: 'c', name: 7, posts: [{_id: 'p9'}]}");
        insert("{_id: 'd', name: 'Dan', posts: [{_id: 'p8', title: 7}, {_id: 'p7', title: 't'}]}");

        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.FAIL), log)) {
            assertThatThrownBy(() -> visible(sync)).hasMessageContaining("document \"c\", path \"name\"");
        }
        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.SKIP), log)) {
            visible(sync);
        }
        assertThat(rows(postgres, "select _id from users order by 1")).containsExactly("a", "b", "d");
        assertThat(rows(postgres, "select _id from posts order by 1")).containsExactly("p1", "p2", "p7");
        assertThat(rows(postgres, "select path from flattensync_skipped order by 1"))
                .containsExactly("name", "posts.0.title");
        assertThat(told).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void elementWithTheIdOfAnotherIsLeftOutWithAllItEmbeds(FlatSchema schema, PostgresAddress postgres)
            throws Exception {
        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.SKIP), log)) {
            visible(sync);
            update("a", "{$push: {posts: {_id: 'p1', title: 'second', comments: [{_id: 'c9'}]}}}");
            visible(sync);
        }
        assertThat(rows(postgres, "select title from posts where _id = 'p1'")).containsExactly("t");
        assertThat(rows(postgres, "select _id from comments")).containsExactly("c1");
        assertThat(rows(postgres, "select kind from flattensync_skipped")).containsExactly("DUPLICATE_ID");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void idOfAnElementOfAnotherDocumentIsTakenOnlyWhereChildrenKnowNothingElse(
            FlatSchema schema, PostgresAddress postgres) throws Exception {
        boolean taken = schema.name().equals("schema1");
        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.SKIP), log)) {
            visible(sync);
            update("b", "{$push: {posts: {_id: 'p1', title: 'of Bob', comments: [{_id: 'c9'}]}}}");
            visible(sync);
        }
        assertThat(rows(postgres, "select title from posts where _id = 'p1' order by 1"))
                .isEqualTo(taken ? List.of("t") : List.of("of Bob", "t"));
        assertThat(rows(postgres, "select document_id from flattensync_skipped"))
                .isEqualTo(taken ? List.of("b") : List.of());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void charactersThatPostgresRefusesAreReplacedAndCounted(FlatSchema schema, PostgresAddress postgres)
            throws Exception {
        try (FlattenSync sync = FlattenSync.start(settings(postgres, schema, OnViolation.FAIL), log)) {
            visible(sync);
            update("a", "{$set: {name: 'with \\u0000 in it'}}");
            insert(
                    "{_id: 'c', name: 'half a pair: \\ud83d', posts: [{_id: 'p6', title: '\"; drop table users; --\\\\'}]}");
            visible(sync);

            assertThat(sync.textsReplaced()).isEqualTo(2);
        }
        assertThat(rows(postgres, "select name from users where _id in ('a', 'c') order by _id"))
                .containsExactly("with \ufffd in it", "half a pair: \ufffd");
        assertThat(rows(postgres, "select title from posts where _id = 'p6'"))
                .containsExactly("\"; drop table users; --\\");
    }

    private SyncSettings settings(PostgresAddress postgres, FlatSchema schema, OnViolation onViolation) {
        return new SyncSettings(new FlatLayout(MAPPING, schema), postgres, SCHEMA)
                .withOnViolation(onViolation)
                .withListener(new SyncListener() {
                    @Override
                    public void skipped(MappingViolationException violation) {
                        told.add(violation);
                    }
                });
    }

    private void visible(FlattenSync sync) throws Exception {
        sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS);
    }

    private void update(String id, String update) {
        log.apply(WriteCommand.of(
                BsonDocument.parse("{q: {_id: '%s'}}".formatted(id)).append("u", BsonDocument.parse(update))));
    }

    private void insert(String document) {
        log.apply(WriteCommand.of(new BsonDocument("insert", BsonDocument.parse(document))));
    }

    private static List<String> rows(PostgresAddress postgres, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + SCHEMA);
            try (ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        return rows;
    }
}
