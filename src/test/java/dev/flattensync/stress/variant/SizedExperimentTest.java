package dev.flattensync.stress.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flattensync.store.Identifiers;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.QuestionCost;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.explain.ExplainedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each variant on a real PostgreSQL: three users with three posts of four comments. */
@Timeout(60)
@ExtendWith(TestPostgres.class)
class SizedExperimentTest {
    private static final List<Integer> SCALE = List.of(3, 3, 4);
    private static final int ROUNDS = 3;

    static List<Variant> variants() {
        List<Variant> variants = new ArrayList<>();
        for (Storage storage : List.of(Storage.SCHEMA1, Storage.SCHEMA2, Storage.SCHEMA3)) {
            for (Integrity integrity : Integrity.values()) {
                variants.add(new Variant(storage, Upkeep.SYNC, Indexes.INDEXED, integrity));
            }
            variants.add(new Variant(storage, Upkeep.SYNC, Indexes.NONE, Integrity.APPLICATION));
            variants.add(new Variant(storage, Upkeep.REWRITE, Indexes.NONE, Integrity.APPLICATION));
            variants.add(new Variant(storage, Upkeep.REWRITE, Indexes.INDEXED, Integrity.APPLICATION));
            variants.add(new Variant(storage, Upkeep.REWRITE, Indexes.INDEXED, Integrity.FOREIGN_KEYS));
        }
        variants.add(new Variant(Storage.JSONB, Upkeep.SYNC, Indexes.NONE, Integrity.APPLICATION));
        variants.add(new Variant(Storage.JSONB, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION));
        variants.add(new Variant(Storage.JSONB_UNCOMPRESSED, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION));
        return variants;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void variantAnswersAllQuestionsAndStaysInStep(Variant variant, PostgresAddress postgres) throws Exception {
        try (SizedExperiment experiment = loaded(postgres, variant)) {
            for (int round = 0; round < ROUNDS; round++) {
                takeTurn(experiment, variant, round);
                experiment.vacuum(variant, round % 2 == 0);
            }

            assertThat(experiment.verify(variant).differences()).isEmpty();
            assertThat(experiment.verify(variant).rows())
                    .as("as many as at the start: each turn leaves the documents as large as they were")
                    .isEqualTo(variant.storage().isFlat() ? 3 + 3 * 3 + 3 * 3 * 4 : 3);
            assertThat(experiment.cells()).extracting(Cell::question).containsExactly(Question.values());
            assertThat(experiment.cells()).allSatisfy(cell -> {
                assertThat(cell.comments()).isEqualTo(36);
                assertThat(cell.variant()).isEqualTo(variant.label());
                assertThat(cell.roundNanos()).hasSize(ROUNDS).allMatch(nanos -> nanos > 0);
                assertThat(cell.count()).isBetween(3L, 6L);
                assertThat(cell.p50Nanos()).as("fewer than 20 samples").isEmpty();
            });
        }
    }

    @Test
    void sameSeedAsksAtTheSamePlacesInEachVariant(PostgresAddress postgres) throws Exception {
        Variant one = new Variant(Storage.SCHEMA1, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION);
        Variant other = new Variant(Storage.SCHEMA2, Upkeep.SYNC, Indexes.NONE, Integrity.APPLICATION);
        try (SizedExperiment experiment = loaded(postgres, one, other)) {
            takeTurn(experiment, one, 0);
            takeTurn(experiment, other, 0);

            assertThat(texts(postgres, one)).isEqualTo(texts(postgres, other));
        }
    }

    @Test
    void whatIsDoneToAnswerIsExplainedAndTheTablesStayInStep(PostgresAddress postgres) throws Exception {
        Variant variant = new Variant(Storage.SCHEMA2, Upkeep.SYNC, Indexes.INDEXED, Integrity.CASCADE);
        try (SizedExperiment experiment = loaded(postgres, variant);
                ExplainedPostgres explained = ExplainedPostgres.open(postgres)) {
            experiment.explain(variant, explained);

            Map<Question, QuestionCost> costs = new EnumMap<>(Question.class);
            experiment.cells().forEach(cell -> cell.cost().ifPresent(cost -> costs.put(cell.question(), cost)));
            assertThat(costs).hasSize(Question.values().length - 1).doesNotContainKey(Question.EDIT_BEHIND_PULL);
            assertThat(costs.get(Question.EDIT_COMMENT).rowsWritten()).isEqualTo(1);
            assertThat(costs.get(Question.INSERT_USER).rowsWritten()).isEqualTo(1 + 3 + 3 * 4);
            assertThat(costs.get(Question.DELETE_USER).rowsWritten())
                    .as("also those that the cascade deletes")
                    .isEqualTo(1 + 3 + 3 * 4);
            assertThat(costs.get(Question.PULL_POST).rowsWritten())
                    .as("the post, its comments, and what is behind it")
                    .isEqualTo(1 + 4 + 3 + 3 * 4);
            assertThat(experiment.verify(variant).differences()).isEmpty();
        }
    }

    @Test
    void wrongAnswerOfAReadIsNoAnswer(PostgresAddress postgres) throws Exception {
        Variant variant = new Variant(Storage.SCHEMA2, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION);
        try (SizedExperiment experiment = loaded(postgres, variant)) {
            execute(postgres, "update " + schema(variant) + ".comments set content = 'tampered'");

            assertThatThrownBy(() -> takeTurn(experiment, variant, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("schema2: expected of user ")
                    .hasMessageEndingWith("found \"tampered\"");
            assertThat(experiment.verify(variant).equal()).isFalse();
        }
    }

    @Test
    void missingRowIsNoAnswer(PostgresAddress postgres) throws Exception {
        Variant variant = new Variant(Storage.SCHEMA3, Upkeep.SYNC, Indexes.INDEXED, Integrity.APPLICATION);
        try (SizedExperiment experiment = loaded(postgres, variant)) {
            execute(postgres, "delete from " + schema(variant) + ".comments");

            assertThatThrownBy(() -> takeTurn(experiment, variant, 0))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("expected comment \\d of post \\d of user \\d, found none");
        }
    }

    @Test
    void nothingIsLeftInPostgres(PostgresAddress postgres) throws Exception {
        FlushTimer.measure(postgres);
        try (SizedExperiment experiment = loaded(postgres, variants().toArray(Variant[]::new))) {
            assertThat(experiment.comments()).isEqualTo(36);
        }

        assertThat(count(postgres, "pg_namespace where nspname like 'flattensync%'"))
                .isZero();
        String others = "pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                + " and backend_type = 'client backend'";
        // A server's process ends a moment after its connection.
        while (count(postgres, others) > 0) {
            Thread.sleep(50);
        }
    }

    private static int count(PostgresAddress postgres, String from) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static SizedExperiment loaded(PostgresAddress postgres, Variant... variants) throws Exception {
        StressConfig config = StressConfigReader.read(new Properties());
        SizedExperiment experiment = new SizedExperiment(
                new SizedExperiment.Setting(
                        List.of(variants),
                        BlogMapping.of(config.mapping()),
                        config.seed(),
                        postgres,
                        config.syncClass(),
                        config.syncSettings(),
                        Duration.ofSeconds(10),
                        2,
                        Duration.ZERO),
                SCALE);
        experiment.load();
        return experiment;
    }

    private static void takeTurn(SizedExperiment experiment, Variant variant, int round) throws Exception {
        Turn turn = experiment.turn(variant, round);
        while (turn.hasNext()) {
            Question question = turn.question();
            experiment.answered(variant, round, question, turn.ask());
        }
    }

    /** All texts of comments, without the ids that documents have in their rows. */
    private static List<String> texts(PostgresAddress postgres, Variant variant) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select _id || ': ' || content from " + schema(variant) + ".comments order by 1")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static String schema(Variant variant) {
        return Identifiers.quoted(variant.postgresSchema());
    }

    private static void execute(PostgresAddress postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
