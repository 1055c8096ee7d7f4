package dev.flattensync.stress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class TailCommandTest {

    @Test
    void saysTheRateAndTheHeapOfEachSchema(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(postgres, "tail", "--scale", BenchmarkRun.SCALE, "--events", "2000");
        assertThat(run.exitCode()).as(run.err()).isZero();
        for (String schema : List.of("schema1", "schema2", "schema3")) {
            assertThat(run.out()).containsPattern(schema + ": 2,000 events at [\\d,]+ events/s");
        }
        assertThat(run.out())
                .containsPattern("heap after a collection: .+ before, .+ at the end; at most .+ with garbage, of .+")
                .contains("no OutOfMemoryError")
                .containsPattern("the sync's tables equal the documents, compared row by row: [\\d,]+ rows");
    }

    @Test
    void failsIfATableHoldsARowThatNoDocumentHas(PostgresAddress postgres) throws Exception {
        PlantedRow.plant(postgres, TailCommand.POSTGRES_SCHEMA);
        BenchmarkRun run = BenchmarkRun.of(
                postgres, "tail", "--scale", BenchmarkRun.SCALE, "--events", "50", "--schemas", "schema2");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("the sync's tables DIFFER from the documents")
                .contains("planted");
    }

    @Test
    void refusesAStreamWithoutEvents(PostgresAddress postgres) {
        BenchmarkRun run = BenchmarkRun.of(postgres, "tail", "--events", "0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("--events: expected at least 1, found 0");
    }
}
