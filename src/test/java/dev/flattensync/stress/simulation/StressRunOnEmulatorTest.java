package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.StressConfig;
import dev.flattensync.stress.environment.StressConfigReader;
import dev.flattensync.stress.environment.TestPostgres;
import dev.flattensync.stress.gatling.AsyncRequest;
import dev.flattensync.stress.gatling.BackgroundRequest;
import dev.flattensync.stress.measure.Block;
import dev.flattensync.stress.report.Console;
import dev.flattensync.stress.report.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** All that a run does but for Gatling, through the driver: load, blocks of changes, checks. */
@Timeout(120)
@ExtendWith(TestPostgres.class)
class StressRunOnEmulatorTest {

    @Test
    void changesThroughTheDriverAreDoneAndTheTablesEqualTheDocuments(PostgresAddress postgres) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StressConfig config = config(postgres);
        StressRun run = StressRun.open("Test", config, new Console(new PrintStream(printed, true), Terminal.NONE));
        try {
            run.load();
            List<Block> blocks = RunPlan.of(config).blocks();
            for (Block block : blocks) {
                run.before(block);
                AsyncRequest changes = run.changes(block, "block");
                List<CompletableFuture<Optional<AsyncRequest.Response>>> responses = IntStream.range(
                                0, block.schedule().size())
                        .mapToObj(change -> changes.send())
                        .toList();
                for (var response : responses) {
                    assertOk(response);
                }
                assertThat(run.after(block, config.timeout())).isEmpty();
            }
            List<BackgroundRequest> checks = run.checks().ofBlocks(blocks);
            assertThat(checks)
                    .extracting(BackgroundRequest::name)
                    .containsExactly(
                            "every change done",
                            "schema1: tables equal",
                            "schema2: tables equal",
                            "schema1: no other writer",
                            "schema2: no other writer");
            for (BackgroundRequest check : checks) {
                assertOk(check.send());
            }
        } finally {
            run.close();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("changes from: emulator, not MongoDB");
    }

    private static void assertOk(CompletableFuture<Optional<AsyncRequest.Response>> response) throws Exception {
        assertThat(response.get(60, TimeUnit.SECONDS).orElseThrow().error()).isEmpty();
    }

    private static StressConfig config(PostgresAddress postgres) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "stress.source", "embedded-mongodb",
                "stress.scale", "5x3x3",
                "stress.schemas", "[schema1, schema2]",
                "stress.profile", "smoke",
                "stress.profiles.smoke.warm-up", "[]",
                "stress.profiles.smoke.block", "[{rate = 100, hold = 500 ms}]",
                "stress.postgres.url", postgres.url(),
                "stress.postgres.user", postgres.user(),
                "stress.postgres.password", postgres.password()));
        return StressConfigReader.read(properties);
    }
}
