package dev.flattensync.stress.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.flatten.FlatElement;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code -Dproperty.seed=...} repeats a failure. */
@ExtendWith(TestPostgres.class)
class RewriteSyncTest {
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());
    private static final int ROUNDS = 10;

    /** What the tables may have beside their columns. */
    enum Extras {
        INDEXES,
        NONE,
        FOREIGN_KEYS,
        CASCADE;

        void addTo(PeerBlog blog) throws SQLException {
            switch (this) {
                case INDEXES -> {}
                case NONE -> blog.dropIndexes();
                case FOREIGN_KEYS -> blog.addForeignKeys("");
                case CASCADE -> blog.addForeignKeys("on delete cascade");
            }
        }
    }

    static Stream<Arguments> tables() {
        return FlatSchema.all().stream()
                .flatMap(schema -> Stream.of(Extras.values()).map(extras -> Arguments.of(schema, extras)));
    }

    static List<FlatSchema> schemas() {
        return FlatSchema.all();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tablesFollowRandomChanges(FlatSchema schema, Extras extras, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.flat(postgres, schema, SEED);
        extras.addTo(blog);
        blog.assertFollowsRandomChanges(new RewriteSync(), ROUNDS, SEED);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void documentsThatAreAheadOfTheirEvents(FlatSchema schema, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.flat(postgres, schema, SEED);
        blog.write("{insert: {_id: 'comes back', posts: [{_id: 'only', comments: [{_id: 'c'}]}]}}");
        blog.write("{q: {_id: 'comes back'}, limit: 1}");
        blog.write("{insert: {_id: 'comes back', posts: [{_id: 'other'}]}}");
        blog.write("{insert: {_id: 'goes', posts: [{_id: 'gone'}]}}");
        blog.write("{q: {_id: 'goes'}, u: {$set: {name: 'x'}}}");
        blog.write("{q: {_id: 'goes'}, limit: 1}");

        blog.assertFollowed(new RewriteSync(), 1);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void postThatMovesToAnotherDocumentInOneBatch(FlatSchema schema, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.flat(postgres, schema, SEED);
        blog.write("{q: {_id: 'holes'}, u: {$pull: {posts: {_id: 'irregular p1'}}}}");
        blog.write("{q: {_id: 'empty array'}, u: {$push: {posts: {_id: 'irregular p1', title: 'moved'}}}}");

        blog.assertFollowed(new RewriteSync(), 2);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void anEditWritesAllRowsOfItsDocumentTwice(FlatSchema schema, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.flat(postgres, schema, SEED);
        BsonDocument document =
                blog.log().documents().get(blog.log().documents().size() - 1);
        FlatElement flat = Flattener.document(blog.layout().mapping(), document);
        RewriteSync sync = blog.started(new RewriteSync(), 500);
        try {
            blog.write(new BsonDocument("q", new BsonDocument("_id", document.get("_id")))
                    .append("u", BsonDocument.parse("{$set: {'posts.1.comments.1.content': 'edited'}}"))
                    .toJson());
            blog.awaitVisible(sync);

            assertThat(flat.rows()).isEqualTo(1 + 3 + 3 * 3);
            assertThat(sync.rowsWritten()).hasValue(2L * flat.rows());
            assertThat(blog.differences()).isEmpty();
        } finally {
            sync.stop();
        }
    }
}
