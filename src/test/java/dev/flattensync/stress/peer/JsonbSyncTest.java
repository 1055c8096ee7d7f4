package dev.flattensync.stress.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dproperty.seed=...} repeats a failure. */
@ExtendWith(TestPostgres.class)
class JsonbSyncTest {
    private static final long SEED = Long.getLong("property.seed", System.nanoTime());
    private static final int ROUNDS = 30;
    private static final List<String> UPDATES = List.of(
            "{$set: {'posts.1.comments.1.content': 'a \\\\ and \\t and \"'}}",
            "{$set: {'posts.1.comments.3.new': {$numberLong: '9007199254740993'}, 'posts.2.title': null}}",
            "{$set: {'address.city': {$date: 0}}, $inc: {visits: 1}}",
            "{$inc: {visits: 0.5}}",
            "{$set: {deep: {er: {'7': 'object, not array'}}}}",
            "{$set: {'deep.er.7': 'changed'}}",
            "{$set: {tags: ['a']}}",
            "{$push: {tags: 'b'}}",
            "{$set: {'tags.5': 'behind the end'}}",
            "{$set: {'tags.0': 'c'}}",
            "{$unset: {'address.city': ''}, $set: {name: 'unset beside'}}",
            "{$push: {posts: {$each: [{_id: 'first'}], $position: 0}}}",
            "{$set: {'posts.0.title': 'was not there'}}",
            "{$pop: {'posts.2.comments': 1}}",
            "{$set: {name: '1', a: 2, b: 3, c: 4, d: 5, e: 6, f: 7}}");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tableFollowsRandomChanges(boolean indexed, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, indexed, SEED);
        blog.assertFollowsRandomChanges(new JsonbSync(), ROUNDS, SEED);
    }

    @Test
    void eachFormOfUpdateOneByOne(PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, true, SEED);
        JsonbSync sync = blog.started(new JsonbSync(), 1);
        try {
            for (String update : UPDATES) {
                blog.write("{q: {_id: 'holes'}, u: " + update + "}");
                blog.awaitVisible(sync);
                assertThat(blog.differences()).as(update).isEmpty();
            }
            assertThat(sync.rowsWritten()).hasValue(UPDATES.size());
        } finally {
            sync.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 500})
    void eachFormOfUpdateFromBehind(int batchEvents, PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, true, SEED);
        UPDATES.forEach(update -> blog.write("{q: {_id: 'holes'}, u: " + update + "}"));
        blog.write("{q: {_id: 'empty array'}, limit: 1}");
        blog.write("{insert: {_id: 'empty array', name: 'again'}}");
        blog.write("{insert: {_id: 'goes'}}");
        blog.write("{q: {_id: 'goes'}, u: {$set: {name: 'x'}}}");
        blog.write("{q: {_id: 'goes'}, limit: 1}");
        blog.assertFollowed(new JsonbSync(), batchEvents);
    }

    @Test
    void anEditDoesNotLookItsDocumentUp(PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, true, SEED);
        blog.execute("update users set document = document || '{\"kept\": true}' where _id = 'holes'");
        JsonbSync sync = blog.started(new JsonbSync(), 500);
        try {
            blog.write("{q: {_id: 'holes'}, u: {$set: {'posts.1.comments.1.content': 'edited'}}}");
            blog.awaitVisible(sync);

            assertThat(blog.texts("select document ->> 'kept' from flattensync_peer.users where _id = 'holes'"))
                    .containsExactly("true");
            assertThat(blog.texts("select document #>> '{posts,1,comments,1,content}' from flattensync_peer.users"
                            + " where _id = 'holes'"))
                    .containsExactly("edited");
        } finally {
            sync.stop();
        }
    }

    @Test
    void comparisonNamesRowsThatDiffer(PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, false, SEED);
        assertThat(blog.differences()).isEmpty();

        blog.execute("update users set document = jsonb_set(document, '{name}', '\"other\"') where _id = 'holes'");
        blog.execute("insert into users select * from users where _id = 'null array'");

        assertThat(blog.differences())
                .hasSize(3)
                .anyMatch(row -> row.contains("\"holes\"") && row.endsWith("is missing"))
                .anyMatch(row -> row.contains("\"holes\"") && row.endsWith("should not be there"))
                .anyMatch(row -> row.contains("\"null array\"") && row.endsWith("should not be there"));
    }

    @Test
    void lookUpsReadWhatTheDocumentHolds(PostgresAddress postgres) throws Exception {
        PeerBlog blog = PeerBlog.jsonb(postgres, true, SEED);
        var post = blog.layout().mapping().root().arrays().get(0);
        var comment = post.arrays().get(0);
        JsonbTable table = blog.jsonb();
        try (Connection connection = postgres.connect();
                PreparedStatement lookUp = connection.prepareStatement(
                        table.lookUp(comment, comment.fields().get(0), "?", List.of("?", "?")));
                PreparedStatement read = connection.prepareStatement(table.read("?"))) {
            // The order of the SQL: positions first.
            lookUp.setInt(1, 1);
            lookUp.setInt(2, 1);
            lookUp.setString(3, "holes");
            read.setString(1, "holes");

            assertThat(first(lookUp)).isEqualTo("x");
            assertThat(first(read)).contains("\"_id\": \"holes\"");
        }
    }

    private static String first(PreparedStatement query) throws Exception {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
