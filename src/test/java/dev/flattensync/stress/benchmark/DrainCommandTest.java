package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class DrainCommandTest {

    @Test
    void saysTheRatioOfTheSyncToTheLimitOfEachSchemaAndMix(PostgresAddress postgres) {
        BenchmarkRun run = drain(postgres, "--rounds", "1", "--warm-up", "1", "--events", "40");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("schema")))
                .containsExactly(
                        "schema1, single-row",
                        "schema1, default",
                        "schema2, single-row",
                        "schema2, default",
                        "schema3, single-row",
                        "schema3, default");
        assertThat(run.out().lines().filter(line -> line.equals("  all tables equal the documents")))
                .hasSize(6);
        assertThat(run.out().lines().filter(line -> line.startsWith("  warm-up")))
                .hasSize(6);
        assertThat(run.out()).contains("fsync on, synchronous_commit on");
        List<List<Double>> ratios = run.numbers("\\n  sync +[\\d,]+ +(\\d\\S*) +(\\d\\S*) +[\\d,]+ +- ");
        assertThat(ratios).hasSize(6).allSatisfy(row -> {
            assertThat(row.get(0)).isPositive();
            assertThat(row.get(1)).isEqualTo(1);
        });
    }

    @Test
    void theRatioIsOfTheRatesInTheRoundsThatItPrints(PostgresAddress postgres) {
        BenchmarkRun run = drain(
                postgres,
                "--rounds",
                "2",
                "--warm-up",
                "0",
                "--events",
                "60",
                "--schemas",
                "schema2",
                "--mixes",
                "single-row");
        BenchmarkRun ungrouped = new BenchmarkRun(run.exitCode(), run.out().replace(",", ""), run.err());
        List<List<Double>> rounds = ungrouped.numbers("round \\d +limit (\\d+)/s +sync (\\d+)/s");
        assertThat(rounds).hasSize(2);
        assertThat(ungrouped.numbers("\\n  sync +\\d+ +(\\S+) ").get(0).get(0))
                .isCloseTo(1 / BenchmarkRun.meanRatio(rounds), withinPercentage(5));
        assertThat(run.out()).containsPattern("sync +[\\d,]+ +\\S+ \\(\\S+ to \\S+\\)");
        assertThat(run.out())
                .containsPattern("sync to limit: .* from 2 pairs; aim: at least 0.80")
                .containsPattern("sync to one-by-one: .* aim: at least 6.00");
        assertThat(run.out().lines().filter(line -> line.contains("warm-up"))).isEmpty();
    }

    @Test
    void limitAndSyncAreAlwaysThereAndOthersAsWanted(PostgresAddress postgres) {
        BenchmarkRun run = drain(
                postgres,
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--events",
                "20",
                "--schemas",
                "schema3",
                "--mixes",
                "single-row",
                "--arms",
                "one-partition");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("round 1  limit \\S+/s  sync \\S+/s  one-partition \\S+/s\\n");
    }

    @Test
    void failsIfATableHoldsARowThatNoDocumentHas(PostgresAddress postgres) throws Exception {
        PlantedRow.plant(postgres, "flattensync_drain_sync");
        BenchmarkRun run = drain(
                postgres,
                "--rounds",
                "1",
                "--warm-up",
                "0",
                "--events",
                "10",
                "--schemas",
                "schema1",
                "--mixes",
                "single-row");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsOnlyOnce("DIFFER from the documents").containsPattern("    sync: .*planted");
    }

    @Test
    void refusesWhatCannotBeMeasured(PostgresAddress postgres) {
        assertThat(drain(postgres, "--rounds", "0").err())
                .isEqualToIgnoringNewLines("--rounds: expected at least 1, found 0");
        assertThat(drain(postgres, "--warm-up", "-1").err())
                .isEqualToIgnoringNewLines("--warm-up: expected at least 0, found -1");
        assertThat(drain(postgres, "--events", "0").err())
                .isEqualToIgnoringNewLines("--events: expected at least 1, found 0");
        assertThat(drain(postgres, "--arms", "sink").err())
                .contains("\"sink\" is none of limit, sync, one-partition, rewrite, one-by-one");
        assertThat(drain(postgres, "--mixes", "default,all").err()).contains("\"all\" is none of single-row, default");
    }

    private static BenchmarkRun drain(PostgresAddress postgres, String... arguments) {
        List<String> all = new ArrayList<>(List.of("drain", "--scale", BenchmarkRun.SCALE, "--box", "PT1S"));
        all.addAll(List.of(arguments));
        return BenchmarkRun.of(postgres, all.toArray(String[]::new));
    }
}
