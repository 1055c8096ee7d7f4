package dev.flattensync.stress.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flattensync.store.PostgresAddress;
import dev.flattensync.stress.environment.NullSync;
import dev.flattensync.stress.environment.TestPostgres;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs with Gatling, each in a process of its own: from system properties to exit code, figures and text. */
@Timeout(300)
@ExtendWith(TestPostgres.class)
class SimulationsTest {
    private static final String ALL = "all changes";
    private static final Duration TIMEOUT = Duration.ofSeconds(7);

    private static final Map<String, String> EXPERIMENT = Map.of(
            "stress.experiment.variants",
                    "[{storage = schema1, indexes = none}, {storage = schema2}, {storage = jsonb}]",
            "stress.experiment.users", "[1, 2]",
            "stress.experiment.rounds", "2",
            "stress.experiment.rounds-below", "1",
            "stress.experiment.repetitions", "2",
            "stress.experiment.findings", "FINDINGS.md");

    @TempDir(factory = BelowTarget.class)
    private Path folder;

    /** What a killed test leaves goes with mvn clean. */
    private static final class BelowTarget implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "simulation");
        }
    }

    @Test
    void syncThatFailsSoonFailsTheRunAndDoesNotLookFast(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                Map.of(
                        "stress.sync.class",
                        FailingSync.class.getName(),
                        "stress.schemas",
                        "[schema1]",
                        "stress.timeout",
                        TIMEOUT.toSeconds() + " s"));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
        JsonNode plateau = run.results().at("/plateaus/0");
        assertThat(run.printed())
                .as("nobody watches")
                .doesNotContainPattern("[\\p{Cntrl}&&[^\r\n\t]]")
                .contains(
                        "block 1 of 2: schema1, 100 changes",
                        "No result: the tables of schema1 differ from the documents");
        assertThat(run.printed().strip()).as("last of all").endsWith("summary.md");
        // Two blocks of 100 changes each, of which the first few went well.
        assertThat(plateau.get("due").intValue()).isEqualTo(200);
        assertThat(plateau.get("failed").intValue()).isEqualTo(200 - FailingSync.GOOD_CHANGES);
        assertThat(plateau.get("validity").textValue()).isEqualTo("unsustainable");
        assertThat(plateau.get("reason").textValue()).isEqualTo("180 of 200 changes failed, allowed 0%");
        JsonNode latency = plateau.at("/kinds/" + ALL + "/syncLatencyNanos");
        assertThat(latency.get("count").intValue()).isEqualTo(200);
        assertThat(latency.get("censored").intValue()).isEqualTo(200 - FailingSync.GOOD_CHANGES);
        assertThat(latency.get("max").longValue()).isEqualTo(TIMEOUT.toNanos());
        assertThat(run.results().get("comparedStep").isNull()).isTrue();
        assertThat(run.results().get("valid").booleanValue()).isFalse();
        assertThat(run.printed())
                .contains("180 changes failed and 0 were never done", "tables differ from the documents");
        assertThat(checks(run))
                .contains(tuple("every change done", false), tuple("schema1: tables equal", false))
                .hasSize(5);
    }

    @Test
    void figuresOfASyncThatDoesNothingAreTheRigs(PostgresAddress postgres) throws Exception {
        GatlingProcess run =
                run(MixedEventStreamSimulation.class, postgres, Map.of("stress.sync.class", NullSync.class.getName()));

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.results().get("rigOnly").booleanValue()).isTrue();
        assertThat(run.results().get("verification")).isEmpty();
        // Whether the generator kept its schedule is the machine's affair.
        assertThat(run.results().get("plateaus"))
                .extracting(plateau -> plateau.get("arm").textValue())
                .containsExactly("schema1", "schema2");
        assertThat(run.results().get("blocks"))
                .hasSize(4)
                .extracting(
                        block -> block.get("changes").intValue(),
                        block -> block.get("failed").intValue(),
                        block -> block.at("/costs/rows/inserted").intValue())
                .containsOnly(tuple(100, 0, 0));
        assertThat(run.printed())
                .contains("The rig alone: this sync keeps no tables. The figures are the rig's, not those of a schema.")
                .doesNotContain("all tables equal");
    }

    @Test
    void searchForCapacityEndsWithItsProbesAndAReason(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                CapacitySimulation.class,
                postgres,
                Map.of(
                        "stress.schemas", "[schema2]",
                        "stress.gates.inconclusive", "pass",
                        "stress.gates.rules", "[\"schema2.rate >= 1/s\"]",
                        "stress.capacity.start", "20",
                        "stress.capacity.factor", "2",
                        "stress.capacity.max-rate", "40",
                        "stress.capacity.max-probes", "2",
                        "stress.capacity.warm-up", "[{rate = 20, hold = 1 s}]",
                        "stress.capacity.settle", "0 s",
                        "stress.capacity.hold", "1 s"));

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.results().get("capacities")).hasSize(1);
        JsonNode capacity = run.results().at("/capacities/0");
        assertThat(capacity.get("arm").textValue()).isEqualTo("schema2");
        assertThat(capacity.get("reason").textValue()).isNotEmpty();
        assertThat(capacity.get("probes"))
                .hasSize(2)
                .extracting(probe -> probe.get("validity").textValue())
                .isSubsetOf("valid", "void", "unsustainable");
        assertThat(run.results().get("blocks"))
                .as("the warm-up and the probes")
                .extracting(block -> block.get("warmUp").booleanValue())
                .containsExactly(true, false, false);
        assertThat(capacity.at("/probes/0/ratePerSecond").doubleValue()).isEqualTo(20);
        assertThat(capacity.at("/probes/0/due").intValue()).isEqualTo(20);
        assertThat(run.results().at("/verification/0/equal").booleanValue()).isTrue();
        assertThat(checks(run))
                .containsExactly(
                        tuple("schema2: capacity", true),
                        tuple("schema2: tables equal", true),
                        tuple("schema2: no other writer", true));
        // Whether the generator kept its schedule is the machine's affair.
        assertThat(run.results().at("/gates/0/outcome").textValue()).isIn("pass", "inconclusive");
        assertThat(run.results().at("/gates/0/reason").textValue()).startsWith("schema2 sustains ");
        assertThat(run.printed())
                .contains(
                        "schema2 (warm-up, not measured), 20 changes",
                        "schema2: probe 1 (rise) at 20 changes/s: ",
                        "Capacity of schema2: ",
                        capacity.get("reason").textValue(),
                        "all tables equal the documents, row by row");
    }

    @Test
    void searchForCapacityWithAGateOnALatencyEndsBeforeAnythingIsStarted(PostgresAddress postgres) {
        assertEndsBeforeAnythingIsStarted(
                CapacitySimulation.class, postgres, "schema1.edit comment.p95 < 20 ms", "\nstress.gates.rules = ");
    }

    @Test
    void gateOnABaselineThatIsMissingEndsBeforeAnythingIsStarted(PostgresAddress postgres) {
        assertEndsBeforeAnythingIsStarted(
                MixedEventStreamSimulation.class,
                postgres,
                "schema1.edit comment.p95 < baseline + 10%",
                "\nstress.gates.baseline = \"reports/baseline.json\": no such file");
    }

    private void assertEndsBeforeAnythingIsStarted(
            Class<? extends Simulation> simulation, PostgresAddress postgres, String rule, String problem) {
        assertThatThrownBy(() -> run(simulation, postgres, Map.of("stress.gates.rules", "[\"" + rule + "\"]")))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("the simulation left no reports:")
                // A newer JDK has warnings of its own before it.
                .hasMessageContaining(problem)
                .hasMessageNotContainingAny("PostgreSQL", "Exception");
    }

    @Test
    void runFailsByTheGatesThatAreNotMet(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                gates("fail", "*.rows < 500", "schema1.wal < 1 B", "schema2.all changes.p99 at 50/s < 1.5 × schema1"));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
        assertThat(outcomes(run))
                .containsExactly(
                        tuple("schema1.rows < 500", "pass"),
                        tuple("schema2.rows < 500", "pass"),
                        tuple("schema1.wal < 1 B", "fail"),
                        tuple("schema2.all changes.p99 at 50/s < 1.5 × schema1", "inconclusive"));
        assertThat(run.results().at("/blocks/3/costs/rows/inserted").longValue())
                .as("the last block's counts, which come late")
                .isPositive();
        assertThat(failedChecks(run))
                .as(run.printed())
                .containsExactly("schema1.wal < 1 B", "schema2.all changes.p99 at 50/s < 1.5 × schema1");
    }

    @Test
    void inconclusiveGateLetsTheRunPassIfItIsToldTo(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                gates("pass", "schema1.rows < 500", "schema1.all changes.p99 < 1 s"));

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(outcomes(run))
                .containsExactly(
                        tuple("schema1.rows < 500", "pass"), tuple("schema1.all changes.p99 < 1 s", "inconclusive"));
    }

    /** Five of 200 changes fail. */
    @ParameterizedTest
    @CsvSource({"0.03, 0", "0.02, 2"})
    void failedChangesUpToTheErrorLimitFailNoRunByThemselves(String limit, int exitCode, PostgresAddress postgres)
            throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                Map.of(
                        "stress.sync.class",
                        DoubtfulSync.class.getName(),
                        "stress.schemas",
                        "[schema1]",
                        "stress.error-limit",
                        limit));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(exitCode);
        assertThat(run.results().at("/plateaus/0/failed").intValue()).isEqualTo(DoubtfulSync.DOUBTED);
        assertThat(failedChecks(run))
                .as(run.printed())
                .isEqualTo(exitCode == 0 ? List.of() : List.of("every change done"));
    }

    /** Its tables are right, so it has a result: but Maven fails, and so must all that the run leaves. */
    @Test
    void runThatSomebodyElseWroteToFailsInAllItsFiles(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                Map.of("stress.sync.class", MiscountingSync.class.getName(), "stress.schemas", "[schema1]"));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
        assertThat(run.results().get("valid").booleanValue()).isTrue();
        assertThat(checks(run))
                .containsExactly(
                        tuple("everything between blocks done", true),
                        tuple("every probe read answered", true),
                        tuple("every change done", true),
                        tuple("schema1: tables equal", true),
                        tuple("schema1: no other writer", false));
        assertThat(run.printed())
                .containsPattern("FAIL +schema1: no other writer: ")
                .contains("Checks failed, so the figures are in doubt: schema1: no other writer.");
        assertThat(written("junit.xml")).contains("failures=\"1\"");
        assertThat(written("summary.md")).contains("❌ schema1: no other writer: ");
        assertThat(written("comparison.html")).contains("<li>schema1: no other writer: ");
    }

    @Test
    void probeReadsThatFailAreACheckThatFailed(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(
                MixedEventStreamSimulation.class,
                postgres,
                Map.of("stress.sync.class", UnreadableSync.class.getName(), "stress.schemas", "[schema1]"));

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
        assertThat(checks(run))
                .as(run.printed())
                .containsExactly(
                        tuple("everything between blocks done", true),
                        tuple("every probe read answered", false),
                        tuple("every change done", true));
        // Two blocks of two seconds, five a second.
        assertThat(run.results().at("/checks/1/problem").textValue()).isEqualTo("20 of 20 failed");
    }

    private static List<Tuple> checks(GatlingProcess run) {
        List<Tuple> checks = new ArrayList<>();
        run.results()
                .get("checks")
                .forEach(check -> checks.add(tuple(
                        check.get("name").textValue(), check.get("problem").isNull())));
        return checks;
    }

    private String written(String file) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("reports")).filter(Files::isDirectory)) {
            return Files.readString(runs.findFirst().orElseThrow().resolve(file));
        }
    }

    private static Map<String, String> gates(String inconclusive, String... rules) {
        return Map.of(
                "stress.gates.inconclusive",
                inconclusive,
                "stress.gates.rules",
                "[\"" + String.join("\", \"", rules) + "\"]");
    }

    private static List<Tuple> outcomes(GatlingProcess run) {
        List<Tuple> outcomes = new ArrayList<>();
        run.results()
                .get("gates")
                .forEach(gate -> outcomes.add(
                        tuple(gate.get("gate").textValue(), gate.get("outcome").textValue())));
        return outcomes;
    }

    /** The checks that Gatling's assertions name as failed. */
    private static List<String> failedChecks(GatlingProcess run) {
        return Pattern.compile("checks / (.*): count of successful events is 1.0 : false")
                .matcher(run.printed())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void experimentLeavesFiguresOfEachVariantAndWhatTheySay(PostgresAddress postgres) throws Exception {
        GatlingProcess run = run(SeedExperimentSimulation.class, postgres, EXPERIMENT);

        assertThat(run.exitCode()).as(run.printed()).isZero();
        assertThat(run.results().get("kind").textValue()).isEqualTo("experiment");
        assertThat(run.results().get("valid").booleanValue()).isTrue();
        assertThat(run.results().at("/experiment/cells"))
                .as("2 sizes, 3 variants, 12 questions")
                .hasSize(2 * 3 * 12)
                .allSatisfy(cell -> assertThat(cell.get("count").intValue()).isPositive());
        assertThat(run.printed())
                .contains("9 comments: round 1 of 1", "18 comments: round 2 of 2")
                .contains(folder.relativize(folder.resolve("FINDINGS.md")).toString());
        assertThat(folder.resolve("FINDINGS.md"))
                .content()
                .contains("schema1, no indexes", "SeedExperimentSimulation", "reports/findings/median-latency.svg");
        assertThat(folder.resolve("reports/findings/results.json")).exists();
        assertThat(folder.resolve("reports/findings/median-latency.svg")).exists();
    }

    @Test
    void experimentWithASyncThatFailsFailsAndFindsNothing(PostgresAddress postgres) throws Exception {
        Map<String, String> settings = new HashMap<>(EXPERIMENT);
        settings.put("stress.sync.class", FailingSync.class.getName());
        GatlingProcess run = run(SeedExperimentSimulation.class, postgres, settings);

        assertThat(run.exitCode()).as(run.printed()).isEqualTo(2);
        assertThat(run.results().get("valid").booleanValue()).isFalse();
        assertThat(run.printed()).contains("0 of 2 sizes were measured and compared");
        assertThat(folder.resolve("FINDINGS.md")).doesNotExist();
    }

    private GatlingProcess run(
            Class<? extends Simulation> simulation, PostgresAddress postgres, Map<String, String> settings)
            throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "stress.scale", "5x3x3",
                "stress.probes-per-second", "5",
                "stress.profile", "smoke",
                "stress.profiles.smoke.warm-up", "[]",
                "stress.profiles.smoke.block", "[{rate = 50, hold = 2 s}]"));
        all.putAll(settings);
        return GatlingProcess.run(simulation, folder, postgres, all);
    }
}
