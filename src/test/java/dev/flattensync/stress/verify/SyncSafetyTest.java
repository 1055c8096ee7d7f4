package dev.flattensync.stress.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.flattensync.FlattenSync;
import dev.flattensync.flatten.ElementAddress;
import dev.flattensync.mapping.DocumentMapping;
import dev.flattensync.mapping.ElementMapping;
import dev.flattensync.mapping.MappingReader;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.FlatSql;
import dev.flattensync.store.OwnedSchema;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.workload.ChangeKind;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.Operation;
import dev.flattensync.stress.workload.Operation.FieldEdit;
import dev.flattensync.stress.workload.Verb;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sync and the rig do when something is not as it should be. */
@ExtendWith(TestPostgres.class)
class SyncSafetyTest {
    private static final DocumentMapping MAPPING = MappingReader.read(
            "users", ConfigFactory.parseResources("application.conf").getConfig("stress.mappings.users"));
    private static final ElementMapping POST = MAPPING.root().arrays().get(0);
    private static final ElementMapping COMMENT = POST.arrays().get(0);
    private static final ElementAddress FIRST_COMMENT =
            ElementAddress.root(MAPPING.root()).element(POST, 0).element(COMMENT, 0);

    private final ChangeLog log = SyncedTables.log(
            MAPPING, DataSet.synthetic(MAPPING, List.of(3, 3, 3), 1).documents());

    static List<FlatSchema> schemas() {
        return FlatSchema.all();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
    void theEmbeddedPostgresIsDurable(String setting, PostgresAddress postgres) throws SQLException {
        assertThat(text(postgres, "show " + setting)).isEqualTo("on");
    }

    @Test
    void aStoppedSyncGoesOnWhereItsCheckpointStands(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(0), log);
        log.apply(edit("once"));
        tables.catchUp(1);
        log.apply(push());
        log.apply(edit("twice"));
        tables.catchUp(1);

        assertThat(tables.differences()).isEmpty();
    }

    @Test
    void aSecondSyncOnTheSameTablesIsFencedOff(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(0), log);
        try (FlattenSync first = tables.start(500)) {
            log.apply(edit("by the first"));
            first.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS);
            execute(
                    postgres,
                    "update %s.flattensync_checkpoint set resume_token = '{\"_data\": \"moved by another\"}'"
                            .formatted(tables.postgresSchema()));
            log.apply(edit("too late"));

            assertThatThrownBy(() -> first.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("another sync writes to the same tables");
        }
        assertThat(text(
                        postgres,
                        "select count(*) from %s.comments where content = 'too late'"
                                .formatted(tables.postgresSchema())))
                .isEqualTo("0");
    }

    @Test
    void aRowDeletedBehindItsBackStopsTheSync(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(1), log);
        try (FlattenSync sync = tables.start(500)) {
            execute(
                    postgres,
                    "delete from %s.comments where u_id = '1' and u_index = 0 and p_index = 0"
                            .formatted(tables.postgresSchema()));
            log.apply(edit("nowhere to go"));

            assertThatThrownBy(() -> sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("document \"1\" path \"posts.0.comments.0\"")
                    .hasMessageContaining("behind the sync's back");
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aPushBelowARowThatIsGoneStopsTheSync(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertPushStopsAfter(
                "delete from %s.posts where u_id = '1' and u_index = 0",
                schema, postgres, "expected a row of table \"posts\" for document \"1\" at path \"posts.0\"");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aPushBelowARowThatIsThereTwiceStopsTheSync(FlatSchema schema, PostgresAddress postgres) throws Exception {
        assertPushStopsAfter(
                "insert into %1$s.posts select 'another', title, body, u_id, u_index from %1$s.posts where u_id = '1' and u_index = 0",
                schema,
                postgres,
                "expected at most one row of table \"comments\" below one of \"posts\" for document \"1\" at path \"posts.0.comments.3\"");
    }

    private void assertPushStopsAfter(String write, FlatSchema schema, PostgresAddress postgres, String message)
            throws Exception {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        try (FlattenSync sync = tables.start(500)) {
            execute(postgres, write.formatted(tables.postgresSchema()));
            log.apply(push());

            assertThatThrownBy(() -> sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS))
                    .hasMessageContaining(message)
                    .hasMessageContaining("behind the sync's back");
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aPushedPostWithTheIdOfAnotherStopsTheSyncInsteadOfMixingTheirComments(
            FlatSchema schema, PostgresAddress postgres) throws Exception {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        try (FlattenSync sync = tables.start(500)) {
            log.apply(new Operation.Push(
                    new ChangeKind(Verb.PUSH, POST),
                    new BsonString("1"),
                    ElementAddress.root(MAPPING.root()),
                    new BsonDocument("_id", new BsonString("p1"))));

            assertThatThrownBy(() -> sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS))
                    .hasMessageContaining(
                            "expected an _id that no other post of the document has, found a second \"p1\"");
        }
    }

    @Test
    void aSyncStopsThoughPostgresKeepsItsBatch(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(1), log);
        try (Connection holder = postgres.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table " + tables.postgresSchema() + ".comments");
            FlattenSync sync = tables.start(500);
            log.apply(edit("kept waiting"));
            CompletableFuture<Void> visible = sync.whenVisible(log.end().time());
            sync.close();

            assertThat(visible).isCompletedExceptionally();
        }
    }

    @Test
    void thoseWhoWaitForAStoppedSyncAreTold(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(0), log);
        FlattenSync sync = tables.start(500);
        sync.close();
        log.apply(edit("unseen"));

        assertThatThrownBy(() -> sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS))
                .hasMessageContaining("the sync was stopped");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void anEqualNumberOfRowsWithOneValueChangedIsADifference(FlatSchema schema, PostgresAddress postgres)
            throws Exception {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        execute(
                postgres,
                "update %s.comments set content = 'tampered' where _id = 'c5'".formatted(tables.postgresSchema()));

        assertThat(tables.differences())
                .hasSize(2)
                .allMatch(difference -> difference.contains("\"_id\":\"c5\""))
                .anyMatch(difference -> difference.contains("tampered"));
    }

    @Test
    void aWriteOfSomebodyElseIsFoundThoughItLeavesNoDifference(PostgresAddress postgres) throws Exception {
        SyncedTables tables =
                SyncedTables.load(postgres, MAPPING, FlatSchema.all().get(0), log);
        FlattenSync sync = tables.start(500);
        log.apply(edit("by the sync"));
        log.apply(push());
        sync.whenVisible(log.end().time()).get(30, TimeUnit.SECONDS);
        sync.close();
        WriteCount count = new WriteCount(postgres, tables.layout(), tables.postgresSchema());
        long rowsLoaded = 3 + 9 + 27;
        assertThat(count.check(rowsLoaded + sync.rowsWritten())).isEmpty();

        execute(postgres, "update %s.users set name = name".formatted(tables.postgresSchema()));

        assertThat(tables.differences()).isEmpty();
        assertThat(count.check(rowsLoaded + sync.rowsWritten() + 1))
                .get()
                .asString()
                .contains("PostgreSQL counted 44");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aRowThatIsThereTwiceIsADifference(FlatSchema schema, PostgresAddress postgres) throws Exception {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        execute(
                postgres,
                "insert into %1$s.comments select * from %1$s.comments where _id = 'c5'"
                        .formatted(tables.postgresSchema()));

        assertThat(tables.differences()).singleElement().asString().contains("should not be there");
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aLookUpByDocumentAndPositionsFindsTheElement(FlatSchema schema, PostgresAddress postgres) throws Exception {
        SyncedTables tables = SyncedTables.load(postgres, MAPPING, schema, log);
        String lookUp =
                new FlatSql(tables.layout(), tables.postgresSchema()).lookUp(COMMENT, "_id", "'2'", List.of("1", "2"));

        String expected = log.documents()
                .get(1)
                .getArray("posts")
                .get(1)
                .asDocument()
                .getArray("comments")
                .get(2)
                .asDocument()
                .getString("_id")
                .getValue();
        assertThat(text(postgres, lookUp)).isEqualTo(expected);
    }

    @Test
    void aSchemaThatSomebodyElseMadeIsNotTouched(PostgresAddress postgres) throws Exception {
        execute(postgres, "create schema flattensync_schema1");
        execute(postgres, "create table flattensync_schema1.precious as select 1 as kept");
        try (Connection connection = postgres.connect()) {
            assertThatThrownBy(() -> OwnedSchema.recreate(connection, "flattensync_schema1"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was not made by flatten-sync-stress");
        }
        assertThat(text(postgres, "select kept from flattensync_schema1.precious"))
                .isEqualTo("1");
    }

    private static Operation edit(String content) {
        FieldEdit edit = new FieldEdit(FIRST_COMMENT, COMMENT.fields().get(0), new BsonString(content));
        return new Operation.Edit(new ChangeKind(Verb.EDIT, COMMENT), new BsonString("1"), edit);
    }

    private static Operation push() {
        return new Operation.Push(
                new ChangeKind(Verb.PUSH, COMMENT),
                new BsonString("1"),
                FIRST_COMMENT.parent(),
                new BsonDocument("_id", new BsonString("pushed")).append("content", new BsonString("new")));
    }

    private static void execute(PostgresAddress postgres, String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }

    private static String text(PostgresAddress postgres, String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
