package dev.flattensync.stress.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flattensync.FlattenSync;
import dev.flattensync.SyncSettings;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.schema.FlatTable;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.workload.Blog;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sync's statements find rows in one way alone, whatever the tables' size and whatever PostgreSQL's statistics say:
 * by an index, with all columns that say where a row is, or by where it stands. Nothing that is read is thrown away,
 * except where {@code posts(u_id; _id)} says so: there an {@code _id} is looked for among all posts of a user.
 */
@ExtendWith(TestPostgres.class)
class PlansTest {
    /** What a sync may remember of rows. */
    private static final long NOTHING = 0;

    private static final long MUCH = 1_000_000;
    private static final String SCHEMA1 = """
            edit a comment: posts(u_id, u_index), comments(p_id, p_index)
            edit two comments: posts(u_id, u_index), comments(p_id, p_index)
            edit a post: posts(u_id, u_index)
            edit two posts: posts(u_id, u_index)
            edit a user: users(_id)
            push a comment: posts(u_id, u_index), comments(p_id, p_index)
            push a post: users(_id), posts(u_id, u_index), posts(_id)
            pull comment 0: posts(u_id, u_index), comments(p_id), comments(ctid)
            overwrite a post's _id: users(_id), posts(u_id, u_index), comments(p_id), posts(_id), posts(ctid), comments(ctid)
            pull post 0: users(_id), posts(u_id), comments(p_id), posts(ctid), comments(ctid)
            insert a post at 0: users(_id), posts(u_id), comments(p_id), posts(ctid), posts(_id)
            reorder the posts: users(_id), posts(u_id), comments(p_id), posts(ctid)
            replace a user: users(_id), posts(u_id), comments(p_id), posts(ctid), comments(ctid), users(ctid), posts(_id)
            replace a user by the same: users(_id), posts(u_id), comments(p_id)
            delete a user: posts(u_id), comments(p_id), users(_id)
            insert a user: posts(_id)
            """;
    private static final String SCHEMA2 = """
            edit a comment: comments(u_id, u_index, p_index)
            edit two comments: comments(u_id, u_index, p_index)
            edit a post: posts(u_id, u_index)
            edit two posts: posts(u_id, u_index)
            edit a user: users(_id)
            push a comment: posts(u_id, u_index), comments(u_id, u_index, p_index)
            push a post: users(_id), posts(u_id, u_index), posts(u_id; _id)
            pull comment 0: posts(u_id, u_index), comments(u_id, u_index), comments(ctid)
            overwrite a post's _id: users(_id), posts(u_id, u_index), comments(u_id, u_index), posts(u_id; _id), posts(ctid), comments(ctid)
            pull post 0: users(_id), posts(u_id), comments(u_id), posts(ctid), comments(ctid)
            insert a post at 0: users(_id), posts(u_id), comments(u_id), posts(ctid), comments(ctid), posts(u_id; _id)
            reorder the posts: users(_id), posts(u_id), comments(u_id), posts(ctid), comments(ctid)
            replace a user: users(_id), posts(u_id), comments(u_id), posts(ctid), comments(ctid), users(ctid), posts(u_id; _id)
            replace a user by the same: users(_id), posts(u_id), comments(u_id)
            delete a user: comments(u_id), posts(u_id), users(_id)
            insert a user: posts(u_id; _id)
            """;
    private static final String SCHEMA3 = """
            edit a comment: posts(u_id, u_index), comments(u_id, p_id, p_index)
            edit two comments: posts(u_id, u_index), comments(u_id, p_id, p_index)
            edit a post: posts(u_id, u_index)
            edit two posts: posts(u_id, u_index)
            edit a user: users(_id)
            push a comment: posts(u_id, u_index), comments(u_id, p_id, p_index)
            push a post: users(_id), posts(u_id, u_index), posts(u_id; _id)
            pull comment 0: posts(u_id, u_index), comments(u_id, p_id), comments(ctid)
            overwrite a post's _id: users(_id), posts(u_id, u_index), comments(u_id, p_id), posts(u_id; _id), posts(ctid), comments(ctid)
            pull post 0: users(_id), posts(u_id), comments(u_id, p_id), posts(ctid), comments(ctid)
            insert a post at 0: users(_id), posts(u_id), comments(u_id, p_id), posts(ctid), posts(u_id; _id)
            reorder the posts: users(_id), posts(u_id), comments(u_id, p_id), posts(ctid)
            replace a user: users(_id), posts(u_id), comments(u_id, p_id), posts(ctid), comments(ctid), users(ctid), posts(u_id; _id)
            replace a user by the same: users(_id), posts(u_id), comments(u_id, p_id)
            delete a user: comments(u_id), posts(u_id), users(_id)
            insert a user: posts(u_id; _id)
            """;

    private static final Pattern ACCESS = Pattern.compile("\\w+\\([^)]*\\)");
    /** The pages that a statement may look at for each row that it comes upon, writes, or looks for. */
    private static final int PAGES_PER_ROW = 10;
    /** The pages that it may look at besides: on the way down an index, and for rows that earlier changes left dead. */
    private static final int PAGES_BESIDES = 100;
    /** Of 10,000 comments each. */
    private static final int MOST_USERS = 1000;

    private final Blog blog = new Blog();

    static Stream<Arguments> schemas() {
        Map<String, String> expected = Map.of("schema1", SCHEMA1, "schema2", SCHEMA2, "schema3", SCHEMA3);
        return FlatSchema.all().stream().map(schema -> arguments(schema, expected.get(schema.name())));
    }

    /** With statistics of now, of a tenth of the size, and of the time when there was a single user. */
    @ParameterizedTest
    @MethodSource("schemas")
    void plansStayFrom10ThousandTo10MillionComments(FlatSchema schema, String expected, PostgresAddress postgres)
            throws Exception {
        GrownTables tables = tablesOfASingleUser(postgres, schema);
        assertPlans(postgres, tables, new GrownUser(0), expected, "a single user");
        for (int users = 10; users <= MOST_USERS; users *= 10) {
            tables.grow(users);
            // Each user once: what a change leaves dead of its rows is in the way of those after it.
            assertPlans(postgres, tables, new GrownUser(users - 1), expected, users + " users, statistics of a tenth");
            tables.putStatisticsBack();
            assertPlans(postgres, tables, new GrownUser(users - 2), expected, users + " users, statistics of one");
            tables.analyze();
            assertPlans(postgres, tables, new GrownUser(users - 3), expected, users + " users, fresh statistics");
        }
    }

    /** In a schema that keeps the positions of ancestors they are moved all the same, by an index. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {"schema1: ", "schema2: comments(u_id, u_index), comments(ctid)", "schema3: "})
    void commentsThatAreRememberedAreNotRead(String schema, String expected, PostgresAddress postgres)
            throws Exception {
        GrownTables tables =
                tablesOfASingleUser(postgres, FlatSchema.named(schema).orElseThrow());
        tables.grow(10);
        Map<String, Set<String>> found = new LinkedHashMap<>();

        change(
                postgres,
                tables,
                new GrownUser(9),
                MUCH,
                (change, statements) -> found.put(
                        change,
                        statements.stream()
                                .flatMap(statement -> new RowAccess(statement, tables.names()).found().stream())
                                .filter(access -> access.startsWith("comments"))
                                .collect(Collectors.toSet())));

        assertThat(found.get("pull post 0")).as("not known yet").isNotEmpty();
        Set<String> moves = expected == null ? Set.of() : Set.of(expected.split(", (?=c)"));
        assertThat(found.get("insert a post at 0")).isEqualTo(moves);
        assertThat(found.get("reorder the posts")).isEqualTo(moves);
        assertThat(found.get("replace a user by the same")).isEmpty();
    }

    /**
     * Of a collection that is nearly empty statistics hardly know anything; its plans must be good when it has grown.
     */
    @ParameterizedTest
    @MethodSource("schemas")
    void aHandfulOfCommentsIsEnoughForThemToBeFoundByTheirIndex(
            FlatSchema schema, String expected, PostgresAddress postgres) throws Exception {
        FlatLayout layout = new FlatLayout(blog.mapping(), schema);
        Set<String> names = layout.tables().stream().map(FlatTable::name).collect(Collectors.toSet());
        String comments = IntStream.range(0, 5)
                .mapToObj("{_id: 'c%d', content: 'c'}"::formatted)
                .collect(Collectors.joining(", "));
        ChangeLog log = blog.log(List.of(BsonDocument.parse(
                "{_id: 'u', name: 'n', posts: [{_id: 'p', title: 't', body: 'b', comments: [" + comments + "]}]}")));
        Set<String> found = new LinkedHashSet<>();
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                FlattenSync sync =
                        FlattenSync.start(new SyncSettings(layout, explained.address(), "flattensync_handful"), log)) {
            sync.whenVisible(log.end().time()).get(60, TimeUnit.SECONDS);
            explained.take();
            BsonDocument edit = BsonDocument.parse(
                    "{$set: {'posts.0.comments.1.content': 'd', 'posts.0.comments.3.content': 'e'}}");
            WriteCommand write = new WriteCommand.Update(
                    new BsonDocument("_id", new BsonString("u")), edit, List.of(), false, false);
            sync.whenVisible(log.apply(write)).get(60, TimeUnit.SECONDS);
            explained.take().forEach(statement -> found.addAll(new RowAccess(statement, names).found()));
        }

        String byIndex = ACCESS.matcher(expected)
                .results()
                .map(MatchResult::group)
                .filter(access -> access.startsWith("comments("))
                .findFirst()
                .orElseThrow();
        assertThat(found)
                .filteredOn(access -> access.startsWith("comments") || access.startsWith("join"))
                .containsExactly(byIndex);
    }

    /** Why the sync's connections have settings of their own, and a proof that this test can fail. */
    @ParameterizedTest
    @MethodSource("schemas")
    void withoutPinnedPlansTheSameStatementsReadTablesFromEndToEnd(
            FlatSchema schema, String expected, PostgresAddress postgres) throws Exception {
        GrownTables tables = tablesOfASingleUser(postgres, schema);
        tables.grow(10);
        Set<String> pinned = new LinkedHashSet<>();
        Set<String> free = new LinkedHashSet<>();
        try (Connection pinnedPlans = simple(postgres).connectPinned();
                Connection freePlans = simple(postgres).connect()) {
            for (ExplainedStatement statement : statements(postgres, tables, new GrownUser(9))) {
                pinned.addAll(found(pinnedPlans, statement.sql(), tables));
                free.addAll(found(freePlans, statement.sql(), tables));
            }
        }

        String misled = schema.name().equals("schema1") ? "posts" : "comments";
        assertThat(free).contains(misled + "(Seq Scan; u_id)");
        assertThat(pinned).noneMatch(found -> found.contains("Scan"));
    }

    /** Why the sync's statements join no table freely: pinned settings leave an index without any condition. */
    @Test
    void withStatisticsOfASingleUserAFreeJoinReadsTheTableFromEndToEnd(PostgresAddress postgres) throws Exception {
        GrownTables tables =
                tablesOfASingleUser(postgres, FlatSchema.named("schema2").orElseThrow());
        tables.grow(10);
        try (Connection pinned = simple(postgres).connectPinned()) {
            assertThat(found(
                            pinned,
                            "delete from flattensync_grown.comments t using unnest($1::text[]) f(root) where t.u_id = f.root",
                            tables))
                    .containsExactly("comments()", "join(u_id)");
        }
    }

    private GrownTables tablesOfASingleUser(PostgresAddress postgres, FlatSchema schema) throws SQLException {
        GrownTables tables = GrownTables.create(postgres, new FlatLayout(blog.mapping(), schema));
        tables.grow(1);
        tables.analyze();
        tables.keepStatistics();
        return tables;
    }

    private void assertPlans(
            PostgresAddress postgres, GrownTables tables, GrownUser user, String expected, String state)
            throws Exception {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        change(postgres, tables, user, NOTHING, (change, statements) -> {
            Set<String> ofChange = new LinkedHashSet<>();
            for (ExplainedStatement statement : statements) {
                RowAccess access = new RowAccess(statement, tables.names());
                ofChange.addAll(access.found());
                assertThat(access.pages())
                        .as("%s: %s: %s", state, change, access)
                        .isLessThanOrEqualTo(PAGES_BESIDES + PAGES_PER_ROW * access.rows());
            }
            found.put(change, ofChange);
        });
        assertThat(found).as(state).isEqualTo(accesses(expected));
    }

    /** By change the accesses, in no order. */
    private static Map<String, Set<String>> accesses(String expected) {
        Map<String, Set<String>> accesses = new LinkedHashMap<>();
        expected.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            accesses.put(
                    line.substring(0, colon),
                    ACCESS.matcher(line.substring(colon))
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.toSet()));
        });
        return accesses;
    }

    private List<ExplainedStatement> statements(PostgresAddress postgres, GrownTables tables, GrownUser user)
            throws Exception {
        List<ExplainedStatement> all = new ArrayList<>();
        change(postgres, tables, user, NOTHING, (change, statements) -> all.addAll(statements));
        return all;
    }

    /** Makes every change to a user by a new sync, which has no plans yet. */
    private void change(PostgresAddress postgres, GrownTables tables, GrownUser user, long remembered, Told told)
            throws Exception {
        ChangeLog log = blog.log(List.of(user.document()));
        try (ExplainedPostgres explained = ExplainedPostgres.open(postgres);
                FlattenSync sync = tables.sync(explained.address(), log, remembered)) {
            explained.take();
            for (Map.Entry<String, WriteCommand> change : UserChanges.of(user).entrySet()) {
                sync.whenVisible(log.apply(change.getValue())).get(60, TimeUnit.SECONDS);
                told.of(
                        change.getKey(),
                        explained.take().stream()
                                .filter(statement -> new RowAccess(statement, tables.names()).isAny())
                                .toList());
            }
        }
    }

    /** Else the driver would take {@code $1} for parameters of the EXPLAIN. */
    private static PostgresAddress simple(PostgresAddress postgres) {
        return new PostgresAddress(postgres.url() + "?preferQueryMode=simple", postgres.user(), postgres.password());
    }

    /** How a statement would come to its rows if it were executed for any parameters. */
    private static Set<String> found(Connection connection, String sql, GrownTables tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain (generic_plan, format json) " + sql)) {
            plan.next();
            String list = plan.getString(1);
            return new RowAccess(PlanReader.read(list.substring(1, list.length() - 1)), tables.names()).found();
        }
    }

    /** Is told of a change, and the statements for it that have to do with the tables. */
    @FunctionalInterface
    private interface Told {
        void of(String change, List<ExplainedStatement> statements);
    }
}
