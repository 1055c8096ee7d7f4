package dev.flattensync.stress.report;

import static dev.flattensync.stress.measure.PlantedBlocks.plateau;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.measure.Gate;
import dev.flattensync.stress.measure.GateVerdict;
import dev.flattensync.stress.measure.PlantedBlocks;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.verify.TableComparison;
import dev.flattensync.stress.workload.Blog;
import dev.flattensync.stress.workload.ChangeKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A run of two arms at 250 changes per second for 2 seconds: 490 edits, of 2 ms in schema1 and of 5 ms in schema2, and
 * 10 pulls of 40 ms.
 */
final class PlantedRun {
    private static final long MILLI = 1_000_000;
    private static final List<String> ARMS = List.of("schema1", "schema2");
    private static final List<String> KINDS = List.of("edit comment", "pull post");

    private PlantedRun() {}

    static RunResult run(String... gates) {
        return run(250, 2 * MILLI, 5 * MILLI, gates);
    }

    /** The same run at 1,000 changes per second. */
    static RunResult crowded() {
        return run(1_000, 2 * MILLI, 5 * MILLI);
    }

    /** The same run, but nothing became visible within an hour. */
    static RunResult saturated() {
        return run(250, 3_600_000 * MILLI, 3_600_000 * MILLI);
    }

    /** The same run, but the tables of schema2 differ from the documents. */
    static RunResult tampered() {
        RunResult run = run();
        Map<String, TableComparison.Outcome> outcomes = new LinkedHashMap<>(run.verification());
        outcomes.put(
                "schema2",
                new TableComparison.Outcome(
                        1_234, List.of("table \"posts\": the row {\"title\":\"100 %n\"} is missing")));
        return new RunResult(
                run.simulation(),
                run.started(),
                run.postgresVersion(),
                run.embeddedPostgres(),
                run.changeOrigin(),
                run.seed(),
                run.operations(),
                run.operationsDigest(),
                run.results(),
                outcomes,
                run.gates(),
                run.config());
    }

    private static RunResult run(double rate, long editOfSchema1, long editOfSchema2, String... gates) {
        Blog blog = new Blog();
        IntFunction<ChangeKind> kind = change -> blog.kind(isPull(change) ? "pull post" : "edit comment");
        Results results = new PlantedBlocks()
                .add("schema1", kind, change -> isPull(change) ? 40 * MILLI : editOfSchema1, plateau(rate, 2))
                .add("schema2", kind, change -> isPull(change) ? 40 * MILLI : editOfSchema2, plateau(rate, 2))
                .results(ARMS, "edit comment", "pull post");
        List<GateVerdict> verdicts = Stream.of(gates)
                .map(gate -> GateVerdict.of(Gate.parse(gate, ARMS, KINDS), results))
                .toList();
        Config config = ConfigFactory.parseString("scale = small, postgres { url = null }, gates = []");
        return new RunResult(
                "PlantedSimulation",
                Instant.parse("2026-01-02T03:04:05Z"),
                "18.0",
                true,
                "emulator, not MongoDB",
                77,
                12_345,
                "abc123",
                results,
                verification(),
                verdicts,
                config);
    }

    private static boolean isPull(int change) {
        return change % 50 == 0;
    }

    private static Map<String, TableComparison.Outcome> verification() {
        Map<String, TableComparison.Outcome> outcomes = new LinkedHashMap<>();
        outcomes.put("schema1", new TableComparison.Outcome(1_234, List.of()));
        outcomes.put("schema2", new TableComparison.Outcome(1_234, List.of()));
        return outcomes;
    }
}
