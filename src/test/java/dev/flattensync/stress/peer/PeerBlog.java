package dev.flattensync.stress.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.flatten.Flattener;
import dev.flattensync.schema.FlatLayout;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.BulkLoad;
import dev.flattensync.store.Checkpoint;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.store.WriteCounter;
import dev.flattensync.stress.environment.SyncUnderTest;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.primary.WriteCommand;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationSequence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** Users with posts with comments in a change log, and in PostgreSQL what a peer keeps of them. */
final class PeerBlog {
    private static final String POSTGRES_SCHEMA = "flattensync_peer";
    private static final List<Integer> SCALE = List.of(12, 3, 3);
    private static final int SHOWN = 3;
    private static final int MOST_AT_ONCE = 12;

    private final PostgresAddress postgres;
    private final FlatLayout layout;
    private final JsonbTable jsonb;
    private final ChangeLog log;
    private final OperationSequence operations;
    private final boolean flat;

    private PeerBlog(PostgresAddress postgres, FlatSchema schema, DataSet data, Blog blog, boolean flat) {
        this.postgres = postgres;
        this.flat = flat;
        this.layout = new FlatLayout(data.mapping(), schema);
        this.jsonb = new JsonbTable(data.mapping(), POSTGRES_SCHEMA, false);
        this.log = blog.log(data.documents());
        this.operations = data.operations(blog.mixOfAll());
    }

    /** Documents in flat tables with their indexes. */
    static PeerBlog flat(PostgresAddress postgres, FlatSchema schema, long seed) throws SQLException {
        Blog blog = new Blog();
        PeerBlog made = new PeerBlog(postgres, schema, data(blog, seed), blog, true);
        try (Connection connection = postgres.connect()) {
            OwnedSchema.recreate(connection, POSTGRES_SCHEMA);
            new BulkLoad(connection, made.layout, POSTGRES_SCHEMA)
                    .run(
                            made.log.documents().stream()
                                    .map(document -> Flattener.document(made.layout.mapping(), document))
                                    .iterator(),
                            rows -> {},
                            new WriteCounter());
            made.createCheckpoint(connection);
        }
        return made;
    }

    /** Documents as jsonb. */
    static PeerBlog jsonb(PostgresAddress postgres, boolean indexed, long seed) throws SQLException {
        Blog blog = new Blog();
        PeerBlog made =
                new PeerBlog(postgres, FlatSchema.named("schema1").orElseThrow(), data(blog, seed), blog, false);
        try (Connection connection = postgres.connect()) {
            OwnedSchema.recreate(connection, POSTGRES_SCHEMA);
            made.jsonb.create(connection);
            made.jsonb.copy(connection, made.log.documents());
            if (indexed) {
                made.jsonb.index(connection);
            }
            made.createCheckpoint(connection);
        }
        return made;
    }

    private static DataSet data(Blog blog, long seed) {
        List<String> documents = new ArrayList<>();
        // Made-up posts are named p1 and so on as well.
        Blog.IRREGULAR.forEach(document -> documents.add(document.replace("{_id: 'p", "{_id: 'irregular p")));
        DataSet.synthetic(blog.mapping(), SCALE, seed).documents().stream()
                .map(BsonDocument::toJson)
                .forEach(documents::add);
        return blog.data(seed, documents);
    }

    private void createCheckpoint(Connection connection) throws SQLException {
        new Checkpoint(POSTGRES_SCHEMA).create(connection, layout, 1, new Checkpoint.Mark(log.end(), true));
    }

    ChangeLog log() {
        return log;
    }

    FlatLayout layout() {
        return layout;
    }

    JsonbTable jsonb() {
        return jsonb;
    }

    /** Does so many operations. */
    void change(int count) {
        for (int i = 0; i < count; i++) {
            log.apply(operations.next());
        }
    }

    /** Does a write, as a command in JSON. */
    void write(String command) {
        log.apply(WriteCommand.of(BsonDocument.parse(command)));
    }

    /** Starts a sync where the checkpoint stands. */
    <T extends SyncUnderTest> T started(T sync, int batchEvents) throws Exception {
        Config settings = ConfigFactory.parseString("batch { events = " + batchEvents + ", bytes = 16 MiB }");
        sync.start(new SyncUnderTest.Context(log, layout, postgres, POSTGRES_SCHEMA, settings));
        return sync;
    }

    /** Waits until all that was done is visible. */
    void awaitVisible(SyncUnderTest sync) throws Exception {
        sync.whenVisible(log.end().time()).get(60, TimeUnit.SECONDS);
    }

    /** Starts a sync behind all that was done, and demands that it gets everything right. */
    void assertFollowed(SyncUnderTest sync, int batchEvents) throws Exception {
        started(sync, batchEvents);
        try {
            awaitVisible(sync);

            assertThat(differences()).isEmpty();
        } finally {
            sync.stop();
        }
    }

    /** Changes documents at random, some at a time, and demands each time that a sync gets everything right. */
    void assertFollowsRandomChanges(SyncUnderTest sync, int rounds, long seed) throws Exception {
        System.out.println("-Dproperty.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        started(sync, 1 + random.nextInt(MOST_AT_ONCE));
        try {
            for (int round = 0; round < rounds; round++) {
                change(1 + random.nextInt(MOST_AT_ONCE));
                awaitVisible(sync);
                assertThat(differences()).as("-Dproperty.seed=" + seed).isEmpty();
            }
        } finally {
            sync.stop();
        }
    }

    /** In what PostgreSQL differs from the documents. */
    List<String> differences() throws SQLException {
        TableComparison.Outcome outcome = flat
                ? new TableComparison(postgres, layout, POSTGRES_SCHEMA).compare(log.documents(), SHOWN)
                : new JsonbComparison(postgres, jsonb).compare(log.documents(), SHOWN);
        return outcome.differences();
    }

    void dropIndexes() throws SQLException {
        for (String index : texts("select indexname from pg_indexes where schemaname = '" + POSTGRES_SCHEMA
                + "' and tablename not like 'flattensync%'")) {
            execute("drop index \"" + POSTGRES_SCHEMA + "\".\"" + index + "\"");
        }
    }

    /** Adds foreign keys from each table to its parent's. */
    void addForeignKeys(String onDelete) throws SQLException {
        String rule = onDelete + " deferrable initially deferred";
        execute("alter table posts add foreign key (u_id) references users (_id) " + rule);
        if (layout.schema().name().equals("schema1")) {
            execute("alter table comments add foreign key (p_id) references posts (_id) " + rule);
        } else {
            execute("alter table posts add unique (u_id, _id)");
            execute("alter table comments add foreign key (u_id, p_id) references posts (u_id, _id) " + rule);
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute("set search_path = \"" + POSTGRES_SCHEMA + "\"");
            s.execute(statement);
        }
    }

    /** The values of a query's first column. */
    List<String> texts(String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** How many connections a sync holds. */
    int connections() throws SQLException {
        return texts("select pid from pg_stat_activity where application_name = 'flatten-sync'"
                        + " and datname = current_database()")
                .size();
    }

    /** A server takes a moment to end a session whose client has closed it. */
    void awaitNoConnection() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (connections() > 0) {
            assertThat(System.nanoTime())
                    .as("the sync's connection should be closed by now")
                    .isLessThan(deadline);
        }
    }

    /** The threads of peers that run. */
    static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("peer sync " + POSTGRES_SCHEMA))
                .toList();
    }
}
