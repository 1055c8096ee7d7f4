package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.environment.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class LoadCommandTest {

    @TempDir
    private Path folder;

    @Test
    void saysTheRatioOfThroughputsOfEachSchema(PostgresAddress postgres) throws Exception {
        assumePsql();
        List<Path> before = leftOvers();
        BenchmarkRun run = BenchmarkRun.of(postgres, "load", "--scale", BenchmarkRun.SCALE, "--rounds", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String schema : List.of("schema1", "schema2", "schema3")) {
            assertThat(run.out())
                    .containsPattern(schema + ": throughput of the sync / that of psql: \\d+\\.\\d\\d,"
                            + " 95% interval \\d+\\.\\d\\d to \\d+\\.\\d\\d from 2 pairs; aim: at least 0\\.70: ");
        }
        assertThat(run.out())
                .contains("the sync's tables equal the documents, compared row by row: 144 rows")
                .contains("psql's tables equal the documents, compared row by row: 144 rows")
                .contains("fsync on, synchronous_commit on");
        assertThat(leftOvers()).isEqualTo(before);
    }

    @Test
    void theRatioIsPsqlsTimeByTheSyncsInTheRoundsThatItPrints(PostgresAddress postgres) throws Exception {
        assumePsql();
        BenchmarkRun run =
                BenchmarkRun.of(postgres, "load", "--scale", "4x20x20", "--rounds", "2", "--schemas", "schema2");
        List<List<Double>> rounds = run.numbers("round .*sync (\\d+\\.\\d+) s .*psql (\\d+\\.\\d+) s");
        assertThat(rounds).hasSize(2);
        assertThat(run.numbers("that of psql: (\\d+\\.\\d+)").get(0).get(0))
                .isCloseTo(1 / BenchmarkRun.meanRatio(rounds), withinPercentage(15));
    }

    @Test
    void theArmsTakeTurnsInGoingFirst(PostgresAddress postgres) throws Exception {
        assumePsql();
        BenchmarkRun run = BenchmarkRun.of(
                postgres, "load", "--scale", BenchmarkRun.SCALE, "--rounds", "3", "--schemas", "schema2");
        assertThat(run.out().lines().filter(line -> line.contains("round")))
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("(sync first)"),
                        second -> assertThat(second).endsWith("(psql first)"),
                        third -> assertThat(third).endsWith("(sync first)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {LoadCommand.SYNC_SCHEMA, LoadCommand.PSQL_SCHEMA})
    void failsIfATableHoldsARowThatNoDocumentHas(String postgresSchema, PostgresAddress postgres) throws Exception {
        assumePsql();
        PlantedRow.plant(postgres, postgresSchema);
        BenchmarkRun run = BenchmarkRun.of(
                postgres, "load", "--scale", BenchmarkRun.SCALE, "--rounds", "2", "--schemas", "schema1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("DIFFER from the documents")
                .contains("planted")
                .contains("95% interval");
    }

    @Test
    void withoutPsqlItSaysSoInASentence(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(postgres, "load", "--psql", "no-such-program");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        "--psql: \"no-such-program\" can't be started; expected PostgreSQL's client program psql on the PATH, or its path here");
    }

    @Test
    void refusesWhatCannotBeMeasured(PostgresAddress postgres) {
        assertThat(BenchmarkRun.of(postgres, "load", "--rounds", "1").err())
                .isEqualToIgnoringNewLines("--rounds: expected at least 2, found 1");
        assertThat(BenchmarkRun.of(postgres, "load", "--scale", "4x5").err()).startsWith("stress.scale = \"4x5\"");
        assertThat(BenchmarkRun.of(postgres, "load", "--scale", "4x0x6").exitCode())
                .isEqualTo(1);
        assertThat(BenchmarkRun.of(postgres, "load", "--schemas", "schema1,schema9")
                        .err())
                .contains("\"schema9\" is none of schema1, schema2, schema3");
    }

    @Test
    void aCommandThatFailsEndsPsqlWithItsReason(PostgresAddress postgres) throws Exception {
        assumePsql();
        assertThatThrownBy(() -> new Psql("psql", folder).execute(postgres, List.of("select 1/0", "select 2")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("division by zero");
    }

    private void assumePsql() throws IOException, InterruptedException {
        boolean there;
        try {
            there = new Psql("psql", folder).version().contains("psql");
        } catch (InvalidInputException e) {
            there = false;
        }
        assumeTrue(there, "there is no psql on the PATH");
    }

    private static List<Path> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("benchmark-load-"))
                    .toList();
        }
    }
}
