package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.FieldMapping;
import dev.flattensync.mapping.FieldType;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.Operation;
import dev.flattensync.stress.workload.Operation.FieldEdit;
import dev.flattensync.stress.workload.Verb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of change writes the fewest rows that its flat schema allows, by PostgreSQL's own counters: one event, in a
 * batch of its own, the checkpoint's table left out.
 *
 * <p>C_j are the comments of post j, P the posts. Below position i in schema2 all comments of posts that shift are
 * written as well.
 */
@ExtendWith(TestPostgres.class)
class RowsWrittenTest {
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users", ConfigFactory.parseResources("application.conf").getConfig("stress.mappings.users"));
    private static final ElementMapping USER = MAPPING.root();
    private static final ElementMapping POST = USER.arrays().get(0);
    private static final ElementMapping COMMENT = POST.arrays().get(0);
    private static final BsonValue ID = new BsonString("33");
    private static final int[] COMMENTS = {4, 7, 2, 9, 3, 5};
    private static final int POSTS = COMMENTS.length;

    static List<FlatSchema> schemas() {
        return FlatSchema.all();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void pullOfPost(FlatSchema schema, PostgresAddress postgres) throws Exception {
        int i = 1;
        long shifted = schema.name().equals("schema2") ? commentsFrom(i + 1) : 0;

        assertThat(rowsWritten(schema, postgres, new Operation.Pull(kind(Verb.PULL, POST), ID, post(i))))
                .isEqualTo(1 + COMMENTS[i] + (POSTS - 1 - i) + shifted);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void insertOfPostAtPosition(FlatSchema schema, PostgresAddress postgres) throws Exception {
        int i = 2;
        int embedded = 6;
        long shifted = schema.name().equals("schema2") ? commentsFrom(i) : 0;

        assertThat(rowsWritten(
                        schema,
                        postgres,
                        new Operation.InsertAt(kind(Verb.INSERT, POST), ID, post(i), newPost("new", embedded))))
                .isEqualTo(1 + embedded + (POSTS - i) + shifted);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void pullOfComment(FlatSchema schema, PostgresAddress postgres) throws Exception {
        int j = 3;

        assertThat(rowsWritten(
                        schema,
                        postgres,
                        new Operation.Pull(kind(Verb.PULL, COMMENT), ID, post(1).element(COMMENT, j))))
                .isEqualTo(COMMENTS[1] - j);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void editOfComment(FlatSchema schema, PostgresAddress postgres) throws Exception {
        FieldEdit edit =
                new FieldEdit(post(3).element(COMMENT, 2), COMMENT.fields().get(0), new BsonString("edited"));

        assertThat(rowsWritten(schema, postgres, new Operation.Edit(kind(Verb.EDIT, COMMENT), ID, edit)))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void pushOfComment(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertThat(rowsWritten(
                        schema, postgres, new Operation.Push(kind(Verb.PUSH, COMMENT), ID, post(4), newComment("new"))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void pushOfPost(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertThat(rowsWritten(
                        schema,
                        postgres,
                        new Operation.Push(kind(Verb.PUSH, POST), ID, ElementAddress.root(USER), newPost("new", 3))))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void replaceByADocumentThatIsIdenticalAsFarAsMapped(FlatSchema schema, PostgresAddress postgres) throws Exception {
        FieldEdit unmapped = new FieldEdit(
                ElementAddress.root(USER),
                new FieldMapping(List.of("unmapped"), "none", FieldType.TEXT),
                new BsonString("new"));

        assertThat(rowsWritten(
                        schema, postgres, new Operation.Replace(kind(Verb.REPLACE, USER), ID, List.of(unmapped))))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void replaceThatEditsOneField(FlatSchema schema, PostgresAddress postgres) throws Exception {
        FieldEdit edit =
                new FieldEdit(post(3).element(COMMENT, 2), COMMENT.fields().get(0), new BsonString("edited"));

        assertThat(rowsWritten(schema, postgres, new Operation.Replace(kind(Verb.REPLACE, USER), ID, List.of(edit))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void deleteOfUser(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertThat(rowsWritten(schema, postgres, new Operation.Delete(kind(Verb.DELETE, USER), ID)))
                .isEqualTo(1 + POSTS + commentsFrom(0));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void overwrittenIdOfAPost(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertThat(rowsWritten(schema, postgres, log -> log.apply(update("{$set: {'posts.1._id': 'other'}}"))))
                .isEqualTo(1 + COMMENTS[1]);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void commentThatMovesToTheEndOfAnotherPost(FlatSchema schema, PostgresAddress postgres) throws Exception {
        int last = COMMENTS[1] - 1;
        String comment = "{_id: 'p1-%d', content: 'c'}".formatted(last);

        assertThat(rowsWritten(
                        schema,
                        postgres,
                        log -> log.apply(update("{$pop: {'posts.1.comments': 1}, $push: {'posts.2.comments': %s}}"
                                .formatted(comment)))))
                .isEqualTo(1);
    }

    private static WriteCommand update(String update) {
        return WriteCommand.of(
                new BsonDocument("q", new BsonDocument("_id", ID)).append("u", BsonDocument.parse(update)));
    }

    private static long rowsWritten(FlatSchema schema, PostgresAddress postgres, Operation operation) throws Exception {
        return rowsWritten(schema, postgres, log -> log.apply(operation));
    }

    private static long rowsWritten(FlatSchema schema, PostgresAddress postgres, Consumer<ChangeLog> operation)
            throws Exception {
        ChangeLog log = SyncedTables.log(MAPPING, List.of(user(ID, "p"), user(new BsonString("other"), "q")));
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        long loaded = counter(postgres, tables.postgresSchema());
        operation.accept(log);
        tables.catchUp(1);
        assertThat(tables.differences()).isEmpty();
        return counter(postgres, tables.postgresSchema()) - loaded;
    }

    /**
     * Rows inserted, updated and deleted so far. A backend hands its counts in when it ends, so all others must have.
     */
    private static long counter(PostgresAddress postgres, String schema) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            String others =
                    "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'";
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (number(statement, others) > 0) {
                assertThat(System.nanoTime())
                        .as("all other connections should be closed by now")
                        .isLessThan(deadline);
            }
            return number(
                    statement,
                    "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables where schemaname = '"
                            + schema + "' and relname <> 'flattensync_checkpoint'");
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long commentsFrom(int post) {
        long comments = 0;
        for (int j = post; j < POSTS; j++) {
            comments += COMMENTS[j];
        }
        return comments;
    }

    private static ChangeKind kind(Verb verb, ElementMapping element) {
        return new ChangeKind(verb, element);
    }

    private static ElementAddress post(int position) {
        return ElementAddress.root(USER).element(POST, position);
    }

    private static BsonDocument user(BsonValue id, String prefix) {
        BsonArray posts = new BsonArray();
        for (int i = 0; i < POSTS; i++) {
            posts.add(newPost(prefix + i, COMMENTS[i]));
        }
        return new BsonDocument("_id", id).append("name", new BsonString("Ada")).append("posts", posts);
    }

    private static BsonDocument newPost(String id, int comments) {
        BsonArray embedded = new BsonArray();
        for (int j = 0; j < comments; j++) {
            embedded.add(newComment(id + "-" + j));
        }
        return new BsonDocument("_id", new BsonString(id))
                .append("title", new BsonString("t"))
                .append("body", new BsonString("b"))
                .append("comments", embedded);
    }

    private static BsonDocument newComment(String id) {
        return new BsonDocument("_id", new BsonString(id)).append("content", new BsonString("c"));
    }
}
