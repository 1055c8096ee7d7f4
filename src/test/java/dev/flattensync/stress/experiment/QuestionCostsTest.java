package dev.flattensync.stress.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.schema.FlatSchema;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.explain.ExplainedPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.verify.SyncedTables;
import dev.flattensync.stress.verify.WriteCount;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.Operation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a question cost is what PostgreSQL did to the documents' tables, once. */
@ExtendWith(TestPostgres.class)
class QuestionCostsTest {
    private static final Set<String> TABLES = Set.of("users", "posts", "comments");
    private static final FlatSchema SCHEMA1 = FlatSchema.named("schema1").orElseThrow();
    private static final FlatSchema SCHEMA2 = FlatSchema.named("schema2").orElseThrow();
    private static final String DROP_INDEX = "drop index %1$s.comments_u_id_u_index_p_index_idx";
    private static final int POSTS = 5;
    private static final int COMMENTS = 8;
    private static final int USERS = 3;

    private final Blog blog = new Blog();

    @Test
    void editFindsItsRowByIndex(PostgresAddress postgres) throws Exception {
        QuestionCost cost = cost(postgres, SCHEMA2, "", edit());

        assertThat(cost.nodes()).containsExactly("Update on comments", "Index Scan on comments");
        assertThat(cost.statements()).isOne();
        assertThat(cost.rowsRead()).isOne();
        assertThat(cost.rowsWritten()).isOne();
        assertThat(cost.fullScans()).isEmpty();
        assertThat(cost.buffers()).isPositive();
        assertThat(cost.walBytes()).isPositive();
    }

    @Test
    void fullScanIsNamedWhereThereIsNoIndex(PostgresAddress postgres) throws Exception {
        // As many rows, spread over more pages.
        QuestionCost cost = cost(
                postgres,
                SCHEMA2,
                DROP_INDEX + "; alter table %1$s.comments set (fillfactor = 10);"
                        + " alter table %1$s.comments alter content type text using content || ''",
                edit());

        assertThat(cost.nodes()).containsExactly("Update on comments", "Seq Scan on comments");
        assertThat(cost.fullScans()).containsExactly("comments");
        assertThat(cost.rowsRead()).isEqualTo(USERS * POSTS * COMMENTS);
    }

    @Test
    void fullScanOfATableOfFewPagesIsNone(PostgresAddress postgres) throws Exception {
        QuestionCost cost = cost(postgres, SCHEMA2, DROP_INDEX, edit());

        assertThat(cost.nodes()).contains("Seq Scan on comments");
        assertThat(cost.fullScans()).isEmpty();
    }

    @Test
    void rowsWrittenAreWhatPostgresCounts(PostgresAddress postgres) throws Exception {
        ChangeLog log = log();
        SyncedTables tables = SyncedTables.load(postgres, blog.mapping(), SCHEMA2, log);
        log.apply(blog.pull("post", 0));

        QuestionCost cost = caughtUp(postgres, tables, log);

        assertThat(cost.rowsWritten()).isEqualTo(POSTS + POSTS * COMMENTS);
        assertThat(new WriteCount(postgres, tables.layout(), tables.postgresSchema())
                        .check(USERS * (1 + POSTS + POSTS * COMMENTS) + cost.rowsWritten()))
                .isEmpty();
    }

    @Test
    void rowsThatACascadeDeletesCountAndOnlyOnce(PostgresAddress postgres) throws Exception {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = cascading(explained, "");
                Statement statement = connection.createStatement()) {
            long before = walPosition(statement);
            explained.take();
            statement.executeUpdate("delete from users where _id = '1'");
            QuestionCost cost = QuestionCosts.of(explained.take(), TABLES);
            long written = walPosition(statement) - before;

            assertThat(cost.rowsWritten()).isEqualTo(1 + 100 + 100 * 20);
            // One of the user, one for its posts, one for each post's comments.
            assertThat(cost.statements()).isEqualTo(1 + 1 + 100);
            assertThat(cost.nodes()).contains("Delete on users", "Delete on posts", "Delete on comments");
            // Counted twice, the comments' WAL would be about double of what there is.
            assertThat(cost.walBytes()).isBetween(written * 8 / 10, written);
        }
    }

    @Test
    void foreignKeysThatAreCheckedAtTheEndCount(PostgresAddress postgres) throws Exception {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                Connection connection = cascading(explained, " deferrable initially deferred");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            explained.take();
            statement.executeUpdate("insert into posts values ('new', '1')");
            QuestionCost inserted = QuestionCosts.of(explained.take(), TABLES);
            connection.commit();
            QuestionCost checked = QuestionCosts.of(explained.take(), TABLES);

            assertThat(inserted.nodes()).containsExactly("Insert on posts");
            assertThat(checked.statements()).isOne();
            assertThat(checked.nodes()).contains("Index Scan on users");
            assertThat(checked.rowsRead()).isOne();
        }
    }

    @Test
    void statementsOfTheCheckpointAreLeftOut(PostgresAddress postgres) throws Exception {
        QuestionCost cost = cost(postgres, SCHEMA1, "", blog.edit("user", "name", new BsonString("edited")));

        assertThat(cost.statements()).isOne();
        assertThat(cost.nodes()).containsExactly("Update on users", "Index Scan on users");
    }

    private QuestionCost cost(PostgresAddress postgres, FlatSchema schema, String prepare, Operation operation)
            throws Exception {
        ChangeLog log = log();
        SyncedTables tables = SyncedTables.load(postgres, blog.mapping(), schema, log);
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(prepare.formatted(tables.postgresSchema()));
        }
        log.apply(operation);
        return caughtUp(postgres, tables, log);
    }

    /** What it takes to get the tables to where the documents are. */
    private QuestionCost caughtUp(PostgresAddress postgres, SyncedTables tables, ChangeLog log) throws Exception {
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres)) {
            tables.through(explained.address()).catchUp(1);
            assertThat(tables.differences()).isEmpty();
            return QuestionCosts.of(
                    explained.take(),
                    tables.layout().tables().stream().map(FlatTable::name).collect(Collectors.toSet()));
        }
    }

    private ChangeLog log() {
        return blog.log(
                IntStream.range(0, USERS).mapToObj(QuestionCostsTest::user).toList());
    }

    private static BsonDocument user(int user) {
        String posts = IntStream.range(0, POSTS)
                .mapToObj(post -> "{_id: 'p%d-%d', title: 't', body: 'b', comments: [%s]}"
                        .formatted(user, post, comments(user, post)))
                .collect(Collectors.joining(","));
        return BsonDocument.parse("{_id: '%d', name: 'n', posts: [%s]}".formatted(user, posts));
    }

    private static String comments(int user, int post) {
        return IntStream.range(0, COMMENTS)
                .mapToObj(comment -> "{_id: 'c%d-%d-%d', content: 'c'}".formatted(user, post, comment))
                .collect(Collectors.joining(","));
    }

    private Operation edit() {
        return blog.edit("comment", "content", new BsonString("edited"), 2, 3);
    }

    /** One user with 100 posts with 20 comments each; rows go with what they link to. */
    private static Connection cascading(ExplainedPostgres explained, String when) throws SQLException {
        Connection connection = explained.address().connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table users (_id text primary key);"
                    + " create table posts (_id text primary key, u_id text references users on delete cascade" + when
                    + ");"
                    + " create table comments (_id text, p_id text references posts on delete cascade" + when + ");"
                    + " create index on posts (u_id); create index on comments (p_id);"
                    + " insert into users values ('1');"
                    + " insert into posts select i, '1' from generate_series(1, 100) i;"
                    + " insert into comments select i, 1 + i % 100 from generate_series(1, 2000) i");
        }
        return connection;
    }

    private static long walPosition(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
