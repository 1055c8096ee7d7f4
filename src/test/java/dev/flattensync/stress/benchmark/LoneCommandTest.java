package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class LoneCommandTest {

    @Test
    void saysTheRatioOfMediansOfEachSchema(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(
                postgres, "lone", "--scale", BenchmarkRun.SCALE, "--pairs", "45", "--blocks", "2", "--warm-up", "3");
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String schema : List.of("schema1", "schema2", "schema3")) {
            assertThat(run.out())
                    .containsPattern(schema + ": p50 of the sync / that of JDBC: \\d+\\.\\d\\d,"
                            + " 95% interval \\d+\\.\\d\\d to \\d+\\.\\d\\d from 2 pairs; aim: at most 1\\.50: ");
        }
        assertThat(run.out())
                .contains("block 1  p50 of 23 edits")
                .contains("block 2  p50 of 22 edits")
                .contains("p95 too few")
                .contains("until its thread has the event")
                .contains("the sync's tables equal the documents, compared row by row: 144 rows")
                .contains("JDBC's tables equal the documents, compared row by row: 144 rows");
    }

    @Test
    void theRatioIsTheSyncsMedianByThatOfJdbcInTheBlocksThatItPrints(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(
                postgres,
                "lone",
                "--scale",
                BenchmarkRun.SCALE,
                "--pairs",
                "60",
                "--blocks",
                "3",
                "--schemas",
                "schema2");
        List<List<Double>> blocks = run.numbers("edits: sync (\\d+\\.\\d+) ms, JDBC (\\d+\\.\\d+) ms");
        assertThat(blocks).hasSize(3);
        assertThat(run.numbers("that of JDBC: (\\d+\\.\\d+)").get(0).get(0))
                .isCloseTo(BenchmarkRun.meanRatio(blocks), withinPercentage(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {LoneCommand.SYNC_SCHEMA, LoneCommand.JDBC_SCHEMA})
    void failsIfATableHoldsARowThatNoDocumentHas(String postgresSchema, PostgresAddress postgres) throws Exception {
        PlantedRow.plant(postgres, postgresSchema);
        BenchmarkRun run = BenchmarkRun.of(
                postgres,
                "lone",
                "--scale",
                BenchmarkRun.SCALE,
                "--pairs",
                "40",
                "--blocks",
                "2",
                "--warm-up",
                "0",
                "--schemas",
                "schema3");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsOnlyOnce("DIFFER from the documents")
                .contains("planted")
                .contains("95% interval");
    }

    @Test
    void refusesWhatCannotBeMeasured(PostgresAddress postgres) {
        assertThat(BenchmarkRun.of(postgres, "lone", "--blocks", "1").err())
                .isEqualToIgnoringNewLines("--blocks: expected at least 2, found 1");
        assertThat(BenchmarkRun.of(postgres, "lone", "--pairs", "199").err())
                .isEqualToIgnoringNewLines(
                        "--pairs: expected at least 200 for a median in each of 10 blocks, found 199");
        assertThat(BenchmarkRun.of(postgres, "lone", "--warm-up", "-1").exitCode())
                .isEqualTo(1);
    }
}
