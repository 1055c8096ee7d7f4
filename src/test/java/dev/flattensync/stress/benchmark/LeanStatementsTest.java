package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.TestMappings;
import dev.flattensync.change.StreamPosition;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.verify.TableComparison;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class LeanStatementsTest {
    private static final StreamPosition START = new StreamPosition(new BsonTimestamp(7, 1), new BsonDocument());
    private static final Pattern TARGET = Pattern.compile("(delete|update|insert)(?: from| into)? \"lean\".\"(\\w+)\"");

    private static final List<BsonDocument> BEFORE = Stream.of(
                    """
                    {_id: 'u1', posts: [
                      {_id: 'p0', comments: [{_id: 'c0'}, {_id: 'c1'}]}, {_id: 'p1', comments: [{_id: 'c2'}]}]}
                    """, "{_id: 'u2', posts: [{_id: 'p2', comments: [{_id: 'c3'}, {_id: 'c4'}]}]}", """
                    {_id: 'u3', posts: [{_id: 'p3', comments: [{_id: 'c5', content: 'old'}]}]}
                    """)
            .map(BsonDocument::parse)
            .toList();
    /** Of the first a post was put in front, the second is gone, a comment of the third was edited. */
    private static final List<BsonDocument> AFTER = Stream.of(
                    """
                    {_id: 'u1', posts: [{_id: 'p9', title: 'T', comments: [{_id: 'c9', content: "it's"}]},
                      {_id: 'p0', comments: [{_id: 'c0'}, {_id: 'c1'}]}, {_id: 'p1', comments: [{_id: 'c2'}]}]}
                    """, "{_id: 'u3', posts: [{_id: 'p3', comments: [{_id: 'c5', content: 'new'}]}]}")
            .map(BsonDocument::parse)
            .toList();

    private final DocumentMapping users = TestMappings.users();
    private final FlatLayout layout =
            new FlatLayout(users, FlatSchema.named("schema2").orElseThrow());

    @Test
    void transactionIsRecordedAndReplayedInFewStatements(PostgresAddress postgres) throws Exception {
        for (String schema : List.of("recorded", "lean")) {
            new BenchmarkTables(postgres, layout, schema).prepare(BEFORE, START);
        }
        RowRecorder recorder = new RowRecorder(postgres, layout, "recorded");
        recorder.install();
        change(postgres);

        List<List<RecordedChange>> transactions = recorder.take();
        assertThat(transactions).hasSize(1);
        List<LeanStatement> statements = new LeanStatements(layout, "lean").of(transactions.get(0));

        assertThat(statements)
                .extracting(LeanStatementsTest::describe)
                .containsExactly(
                        "delete comments: 2",
                        "delete posts: 1",
                        "delete users: 1",
                        "update comments: 1",
                        "update comments: 3",
                        "update posts: 2",
                        "insert posts: 1",
                        "insert comments: 1");
        assertThat(sql(statements.get(0))).endsWith("where \"u_id\" = any(?::text[])");
        assertThat(sql(statements.get(3))).contains("set \"content\" = ?::text where");
        assertThat(sql(statements.get(4))).contains("between f.low and f.high");
        try (LimitArm limit = new LimitArm(postgres)) {
            limit.replay(List.of(statements));
        }
        for (String schema : List.of("recorded", "lean")) {
            assertThat(new TableComparison(postgres, layout, schema)
                            .compare(AFTER, 3)
                            .differences())
                    .as(schema)
                    .isEmpty();
        }
    }

    @Test
    void manyNewRowsAreOneCopy() {
        RecordedTable table = RecordedTable.of(layout).get(0);
        List<RecordedChange> inserts = IntStream.range(0, 100)
                .mapToObj(row -> new RecordedChange(table, null, new String[] {"u" + row, row == 0 ? "a\tb" : null}))
                .toList();
        LeanStatements lean = new LeanStatements(layout, "lean");

        assertThat(lean.of(inserts)).singleElement().isInstanceOfSatisfying(LeanStatement.Copy.class, copy -> {
            assertThat(copy.rows()).isEqualTo(100);
            assertThat(new String(copy.text(), StandardCharsets.UTF_8)).startsWith("u0\ta\\tb\nu1\t\\N\n");
        });
        assertThat(lean.of(inserts.subList(0, 99))).singleElement().isInstanceOf(LeanStatement.Execute.class);
    }

    @Test
    void plainUpdateIsRecordedWithTheRowBeforeAndAfter(PostgresAddress postgres) throws Exception {
        new BenchmarkTables(postgres, layout, "recorded").prepare(BEFORE, START);
        RowRecorder recorder = new RowRecorder(postgres, layout, "recorded");
        recorder.install();
        execute(postgres, "update recorded.users set name = 'Ann' where _id = 'u2'");
        execute(postgres, "delete from recorded.users where _id = 'u2'");

        List<List<RecordedChange>> transactions = recorder.take();

        assertThat(transactions)
                .hasSize(2)
                .allSatisfy(changes -> assertThat(changes).hasSize(1));
        RecordedChange update = transactions.get(0).get(0);
        assertThat(update.table().name()).isEqualTo("users");
        assertThat(update.before()).containsExactly("u2", null);
        assertThat(update.after()).containsExactly("u2", "Ann");
        assertThat(update.isUpdate()).isTrue();
        assertThat(update.movesKey()).isFalse();
        RecordedChange delete = transactions.get(1).get(0);
        assertThat(delete.isDelete()).isTrue();
        assertThat(delete.before()).containsExactly("u2", "Ann");
        assertThat(recorder.take()).isEmpty();
    }

    private static void change(PostgresAddress postgres) throws Exception {
        execute(
                postgres,
                "update recorded.comments set content = 'new' where _id = 'c5'",
                "update recorded.posts set u_index = u_index + 1 where u_id = 'u1'",
                "update recorded.comments set u_index = u_index + 1 where u_id = 'u1'",
                "delete from recorded.comments where u_id = 'u2'",
                "delete from recorded.posts where u_id = 'u2'",
                "delete from recorded.users where _id = 'u2'",
                "insert into recorded.posts (_id, title, u_id, u_index) values ('p9', 'T', 'u1', 0)",
                "insert into recorded.comments (_id, content, u_id, u_index, p_id, p_index)"
                        + " values ('c9', 'it''s', 'u1', 0, 'p9', 0)");
    }

    /** In one transaction. */
    private static void execute(PostgresAddress postgres, String... statements) throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    private static String describe(LeanStatement statement) {
        Matcher target = TARGET.matcher(sql(statement));
        assertThat(target.lookingAt()).as(sql(statement)).isTrue();
        return "%s %s: %d".formatted(target.group(1), target.group(2), statement.rows());
    }

    private static String sql(LeanStatement statement) {
        return ((LeanStatement.Execute) statement).sql();
    }
}
