package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoNamespace;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.schema.FlatSchema;
import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.Arm;
import dev.flattensync.stress.environment.ArmName;
import dev.flattensync.stress.environment.EmbeddedSync;
import dev.flattensync.stress.environment.PostgresServer;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.Ticker;
import dev.flattensync.stress.observe.RowCounts;
import dev.flattensync.stress.primary.ChangeLog;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.DataSet;
import dev.flattensync.stress.workload.OperationQueue;
import dev.flattensync.stress.workload.Schedule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What blocks of the real sync cost on a real PostgreSQL, one right after the other. */
@Timeout(120)
@ExtendWith(TestPostgres.class)
class BlockCostsTest {
    private static final long SEED = 5;
    private static final int CHANGES = 40;
    private static final String VACUUMS =
            "select sum(vacuum_count) from pg_stat_user_tables where relname in ('users', 'posts', 'comments')";

    /** A session hands its counts in at most once a second, so those of each block's end are late. */
    @Test
    void blockIsChargedWithAllThatItWroteAndNothingElse(PostgresAddress postgres) throws Exception {
        try (Arm arm = started(postgres);
                BlockCosts costs = costs(postgres, arm)) {
            run(costs, arm, block(1), CHANGES);
            long first = arm.sync().rowsWritten().orElseThrow();
            run(costs, arm, block(2), 2 * CHANGES);
            long both = arm.sync().rowsWritten().orElseThrow();
            arm.sync().stop();

            List<BlockReport> reports = costs.reports();

            assertThat(reports).extracting(BlockReport::number).containsExactly(1, 2);
            assertThat(reports).extracting(BlockCostsTest::rows).containsExactly(first, both - first);
            assertThat(reports)
                    .allSatisfy(report ->
                            assertThat(report.costs().walBytes().orElseThrow()).isPositive());
        }
    }

    @Test
    void beforeABlockACheckpointIsMadeAndAfterItDeadRowsAreVacuumed(PostgresAddress postgres) throws Exception {
        try (Arm arm = started(postgres);
                BlockCosts costs = costs(postgres, arm)) {
            long vacuums = Long.parseLong(text(postgres, VACUUMS));
            String position = text(postgres, "select pg_current_wal_insert_lsn()");
            Block block = block(1);
            block.claim();

            costs.begin(block);

            assertThat(text(postgres, "select redo_lsn >= '" + position + "' from pg_control_checkpoint()"))
                    .isEqualTo("t");
            execute(postgres, arm, "update %s.comments set content = content");
            execute(postgres, arm, "select pg_stat_force_next_flush()");

            costs.end(block);

            assertThat(text(
                            postgres,
                            "select sum(n_dead_tup) from pg_stat_user_tables where schemaname = '"
                                    + arm.postgresSchema() + "'"))
                    .isEqualTo("0");
            assertThat(Long.parseLong(text(postgres, VACUUMS)) - vacuums)
                    .as("one for each table")
                    .isEqualTo(3);
        }
    }

    @Test
    void blockThatHasNotEndedIsNotReported(PostgresAddress postgres) throws Exception {
        try (Arm arm = started(postgres);
                BlockCosts costs = costs(postgres, arm)) {
            costs.begin(block(1));

            assertThat(costs.reports()).isEmpty();
        }
    }

    private static long rows(BlockReport report) {
        RowCounts rows = report.costs().rows().orElseThrow();
        return rows.inserted() + rows.updated() + rows.deleted();
    }

    private static void run(BlockCosts costs, Arm arm, Block block, int changes) throws Exception {
        block.claim();
        costs.begin(block);
        for (int change = 0; change < changes; change++) {
            BsonTimestamp time = arm.primary().apply(arm.operations().next());
            arm.sync().whenVisible(time).get(60, TimeUnit.SECONDS);
        }
        costs.end(block);
    }

    private static BlockCosts costs(PostgresAddress postgres, Arm arm) throws SQLException {
        return new BlockCosts(PostgresServer.open(Optional.of(postgres)), Map.of(arm.label(), arm));
    }

    private static Block block(int number) {
        Schedule schedule = Schedule.of(List.of(PlantedBlocks.plateau(10, 1)), new SplittableRandom(SEED));
        return new Block("schema2", number, false, schedule, Block.ANY_BACKLOG, Ticker.SYSTEM);
    }

    private static Arm started(PostgresAddress postgres) throws Exception {
        Blog blog = new Blog();
        DataSet data = DataSet.synthetic(blog.mapping(), List.of(5, 4, 4), SEED);
        Arm arm = new Arm(
                new ArmName("schema2", FlatSchema.named("schema2").orElseThrow()),
                data,
                new ChangeLog(new MongoNamespace("shop", "users"), data.documents(), Blog.START),
                new OperationQueue(data.operations(blog.mixOfAll()), "costs"),
                postgres,
                new EmbeddedSync());
        arm.load(rows -> {});
        arm.start(ConfigFactory.parseResources("application.conf").resolve().getConfig("stress.sync"));
        return arm;
    }

    private static void execute(PostgresAddress postgres, Arm arm, String statement) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement s = connection.createStatement()) {
            s.execute(statement.replace("%s", Identifiers.quoted(arm.postgresSchema())));
        }
    }

    private static String text(PostgresAddress postgres, String query) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
