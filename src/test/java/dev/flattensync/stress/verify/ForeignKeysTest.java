package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sync keeps tables whose links PostgreSQL checks at the end of each transaction. */
@ExtendWith(TestPostgres.class)
class ForeignKeysTest {
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users", ConfigFactory.parseResources("application.conf").getConfig("stress.mappings.users"));

    static Stream<Arguments> schemasWithAndWithoutCascade() {
        return FlatSchema.all().stream()
                .flatMap(schema -> Stream.of("", "on delete cascade").map(cascade -> Arguments.of(schema, cascade)));
    }

    @ParameterizedTest
    @MethodSource("schemasWithAndWithoutCascade")
    void eachKindOfChangeOneByOne(FlatSchema schema, String cascade, PostgresAddress postgres) throws Exception {
        ChangeLog log = log();
        SyncedTables tables = tables(schema, cascade, postgres, log);
        for (BsonDocument write : changes()) {
            log.apply(WriteCommand.of(write));
            tables.catchUp(1);
            assertThat(tables.differences()).as(write.toJson()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("schemasWithAndWithoutCascade")
    void allKindsOfChangeInOneBatch(FlatSchema schema, String cascade, PostgresAddress postgres) throws Exception {
        ChangeLog log = log();
        SyncedTables tables = tables(schema, cascade, postgres, log);
        changes().forEach(write -> log.apply(WriteCommand.of(write)));

        tables.catchUp(changes().size());

        assertThat(tables.differences()).isEmpty();
    }

    private static ChangeLog log() {
        return SyncedTables.log(
                MAPPING,
                Stream.of(user("1", "p"), user("2", "q"))
                        .map(BsonDocument::parse)
                        .toList());
    }

    private static SyncedTables tables(FlatSchema schema, String cascade, PostgresAddress postgres, ChangeLog log)
            throws SQLException {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        String rule = cascade + " deferrable initially deferred";
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = \"" + tables.postgresSchema() + "\"");
            statement.execute("alter table posts add foreign key (u_id) references users (_id) " + rule);
            if (schema.name().equals("schema1")) {
                statement.execute("alter table comments add foreign key (p_id) references posts (_id) " + rule);
            } else {
                statement.execute("alter table posts add unique (u_id, _id)");
                statement.execute(
                        "alter table comments add foreign key (u_id, p_id) references posts (u_id, _id) " + rule);
            }
        }
        return tables;
    }

    private static List<BsonDocument> changes() {
        return Stream.of(
                        "{q: {_id: '1'}, u: {$pull: {posts: {_id: 'p0'}}}}",
                        "{q: {_id: '1'}, u: {$push: {posts: {$each: [%s], $position: 1}}}}".formatted(post("new")),
                        "{q: {_id: '1'}, u: [{$set: {posts: {$reverseArray: '$posts'}}}]}",
                        "{q: {_id: '1'}, u: {$push: {'posts.0.comments': {_id: 'c', content: 'x'}}}}",
                        "{q: {_id: '1'}, u: {$push: {posts: %s}}}".formatted(post("last")),
                        "{q: {_id: '1'}, u: {$set: {'posts.0._id': 'other'}}}",
                        "{q: {_id: '1'}, u: {$set: {'posts.1.comments.1.content': 'edited'}}}",
                        // The post goes, one of its comments stays.
                        "{q: {_id: '2'}, u: {$set: {posts: [{_id: 'q1', comments: [{_id: 'q0-1', content: 'moved'}]}]}}}",
                        "{q: {_id: '2'}, limit: 1}",
                        "{insert: %s}".formatted(user("3", "r")),
                        "{insert: %s}".formatted(user("2", "q")))
                .map(BsonDocument::parse)
                .toList();
    }

    private static String user(String id, String posts) {
        return "{_id: '%s', name: 'n', posts: [%s, %s, %s]}"
                .formatted(id, post(posts + 0), post(posts + 1), post(posts + 2));
    }

    private static String post(String id) {
        return "{_id: '%s', title: 't', body: 'b', comments: [{_id: '%s-0', content: 'x'}, {_id: '%s-1', content: 'y'}]}"
                .formatted(id, id, id);
    }
}
