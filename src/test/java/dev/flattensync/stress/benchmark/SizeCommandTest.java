package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark of sizes, at sizes at which it takes a moment. */
@ExtendWith(TestPostgres.class)
class SizeCommandTest {

    @Test
    void theRatioIsThatOfTheRoundsThatItPrintsLargeToSmall(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(
                postgres,
                "size",
                "--scale",
                "6x8x9",
                "--small",
                "3x4x5",
                "--rounds",
                "2",
                "--warm-up",
                "0",
                "--events",
                "40",
                "--schemas",
                "schema2");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).containsOnlyOnce("all tables equal the documents");
        List<Double> rates = Pattern.compile("sync ([\\d,]+)/s")
                .matcher(run.out())
                .results()
                .map(rate -> Double.valueOf(rate.group(1).replace(",", "")))
                .toList();
        assertThat(rates).hasSize(4);
        double ratio = Math.sqrt(rates.get(0) / rates.get(1) * rates.get(2) / rates.get(3));
        assertThat(run.numbers("sync, large to small: (\\d+\\.\\d+)").get(0).get(0))
                .isCloseTo(ratio, withinPercentage(5));
    }

    @Test
    void refusesRoundsThatGiveNoInterval(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(postgres, "size", "--rounds", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("--rounds: expected at least 2, found 1");
    }
}
