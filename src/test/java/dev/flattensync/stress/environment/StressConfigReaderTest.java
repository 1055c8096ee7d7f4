package dev.flattensync.stress.environment;

import static dev.flattensync.stress.environment.ConfigFixture.file;
import static dev.flattensync.stress.environment.ConfigFixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigRenderOptions;
import dev.flattensync.change.MongoAddress;
import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacitySettings;
import dev.flattensync.stress.experiment.ExperimentPlan;
import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.experiment.Upkeep;
import dev.flattensync.stress.experiment.Variant;
import dev.flattensync.stress.gate.Gate;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StressConfigReaderTest {

    @TempDir
    private Path folder;

    @Test
    void defaultsAreThoseOfTheProjectsConfiguration() {
        StressConfig config = read();

        assertThat(config.seed()).isEqualTo(20261122);
        assertThat(config.scale()).containsExactly(100, 100, 100);
        assertThat(config.datasetFile()).isEmpty();
        assertThat(config.arms()).extracting(ArmName::label).containsExactly("schema1", "schema2");
        assertThat(config.mapping().elements()).hasToString("[user, post, comment]");
        assertThat(config.profile().name()).isEqualTo("ramp");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.origin()).isEqualTo(new ChangeOrigin.InProcess());
        assertThat(config.gates().gates()).isEmpty();
        assertThat(config.syncClass()).isEqualTo(new SyncClass(EmbeddedSync.class.getName()));
    }

    @Test
    @DisabledIfEnvironmentVariable(named = "STRESS_POSTGRES_URL", matches = ".+")
    void withoutUrlThereIsNoGivenPostgres() {
        assertThat(read().postgres()).isEmpty();
    }

    @Test
    void uriOfTheMongodbIsTakenAsItIsAndShownNowhere() {
        StressConfig config =
                read("stress.source", "mongodb", "stress.mongodb.uri", "mongodb://scott:[hush@db/?replicaSet=rs0");

        assertThat(config.origin())
                .isEqualTo(new ChangeOrigin.Mongo(new MongoAddress("mongodb://scott:[hush@db/?replicaSet=rs0")));
        assertThat(config.toString()).doesNotContain("hush");
        assertThat(config.effective().root().render()).doesNotContain("hush");
    }

    @Test
    void quotesThatGatlingsPluginEscapesAreQuotes() {
        assertThat(read("stress.gates.rules", "[\\\"schema1.edit comment.p95 < 20 ms\\\"]")
                        .gates()
                        .gates())
                .extracting(Gate::text)
                .containsExactly("schema1.edit comment.p95 < 20 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "ramp", "spike", "soak"})
    void everyProfileOfTheProjectCanBeRead(String profile) {
        assertThat(read("stress.profile", profile).profile().name()).isEqualTo(profile);
    }

    @Test
    void scalarsAreOverriddenByProperties() {
        StressConfig config = read(
                "stress.seed",
                "7",
                "stress.timeout",
                "5 s",
                "stress.probes-per-second",
                "0",
                "stress.dataset.file",
                "users.jsonl");

        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.probesPerSecond()).isZero();
        assertThat(config.datasetFile()).contains(Path.of("users.jsonl"));
    }

    @Test
    void listsAreOverriddenByPropertiesInHocon() {
        StressConfig config = read(
                "stress.schemas", "[schema3, schema1]", "stress.gates.rules", "[\"schema3.edit comment.p95 < 20 ms\"]");

        assertThat(config.arms()).extracting(ArmName::label).containsExactly("schema3", "schema1");
        assertThat(config.gates().gates()).extracting(Gate::text).containsExactly("schema3.edit comment.p95 < 20 ms");
    }

    @Test
    void stepsAreOverriddenByPropertiesInHocon() {
        StressConfig config = read(
                "stress.profile",
                "smoke",
                "stress.profiles.smoke.block",
                "[{rate = 9, ramp = 1 s}, {rate = 9.5, hold = 2 s}]");

        assertThat(config.profile().block())
                .containsExactly(
                        new Step(9, Duration.ofSeconds(1), Duration.ZERO),
                        new Step(9.5, Duration.ZERO, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stress.mix.edit-comment", "stress.mix.\"edit-comment\""})
    void keysWithASpaceAreOverriddenByProperties(String key) {
        assertThat(weights(read(key, "99"))).containsEntry("edit comment", 99.0).containsEntry("edit post", 8.0);
    }

    @Test
    void objectIsOverriddenKeyByKey() {
        assertThat(weights(read("stress.mix", "{ edit-comment = 1, push-comment = 2 }")))
                .containsEntry("edit comment", 1.0)
                .containsEntry("push comment", 2.0)
                .containsEntry("edit post", 8.0);
    }

    @Test
    void fileOverridesDefaults() throws IOException {
        StressConfig config =
                read("config.file", file(folder, "stress { seed = 8, scale = small, mix { edit-comment = 1 } }"));

        assertThat(config.seed()).isEqualTo(8);
        assertThat(config.scale()).containsExactly(20, 5, 5);
        assertThat(weights(config)).containsEntry("edit comment", 1.0).containsEntry("edit post", 8.0);
    }

    @Test
    void propertyWinsOverFile() throws IOException {
        StressConfig config =
                read("config.file", file(folder, "stress { seed = 8, timeout = 9 s }"), "stress.seed", "7");

        assertThat(config.seed()).isEqualTo(7);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void propertiesOfOthersAreIgnored() {
        assertThat(read("stressful", "1", "gatling.core.simulationClass", "x", "other.stress.seed", "7")
                        .seed())
                .isEqualTo(20261122);
    }

    @Test
    void defaultCapacityIsThatOfTheProjectsConfiguration() {
        CapacityPlan plan = read().capacity();

        assertThat(plan.search()).isEqualTo(new CapacitySettings(100, 1.5, 0.05, 3, 5_000, 40, 2));
        assertThat(plan.warmUp()).containsExactly(new Step(200, Duration.ZERO, Duration.ofSeconds(20)));
        assertThat(plan.settle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(plan.hold()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void capacityIsOverriddenByProperties() {
        CapacityPlan plan = read(
                        "stress.capacity.start", "2.5",
                        "stress.capacity.factor", "3",
                        "stress.capacity.precision", "0.1",
                        "stress.capacity.confirmations", "1",
                        "stress.capacity.max-rate", "99",
                        "stress.capacity.max-probes", "9",
                        "stress.capacity.retries-of-void", "0",
                        "stress.capacity.warm-up", "[]",
                        "stress.capacity.settle", "0 s",
                        "stress.capacity.hold", "1 s")
                .capacity();

        assertThat(plan)
                .isEqualTo(new CapacityPlan(
                        new CapacitySettings(2.5, 3, 0.1, 1, 99, 9, 0),
                        List.of(),
                        Duration.ZERO,
                        Duration.ofSeconds(1)));
    }

    @Test
    void defaultExperimentComparesThirteenVariantsAtThreeSizes() {
        ExperimentPlan plan = read().experiment();

        assertThat(plan.variants())
                .extracting(Variant::label)
                .containsExactly(
                        "schema1, no indexes",
                        "schema2, no indexes",
                        "schema1",
                        "schema2",
                        "schema3",
                        "schema1, foreign keys",
                        "schema1, cascade",
                        "schema2, foreign keys",
                        "schema2, cascade",
                        "schema1, rewritten",
                        "schema2, rewritten",
                        "jsonb",
                        "jsonb-uncompressed");
        assertThat(plan.users()).containsExactly(1, 10, 100);
        assertThat(plan.rounds(100)).isEqualTo(20);
        assertThat(plan.rounds(10)).isEqualTo(4);
        assertThat(plan.warmUpRounds(1)).isEqualTo(3);
        assertThat(plan.warmUpRounds(10)).isEqualTo(1);
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void experimentIsOverriddenByProperties() {
        ExperimentPlan plan = read(
                        "stress.experiment.variants",
                                "[{storage = schema3, integrity = cascade}, {storage = schema1, upkeep = rewrite, indexes = none}]",
                        "stress.experiment.users", "[2, 1000]",
                        "stress.experiment.findings", "FINDINGS.md")
                .experiment();

        assertThat(plan.variants())
                .containsExactly(
                        new Variant(Storage.SCHEMA3, Upkeep.SYNC, Indexes.INDEXED, Integrity.CASCADE),
                        new Variant(Storage.SCHEMA1, Upkeep.REWRITE, Indexes.NONE, Integrity.APPLICATION));
        assertThat(plan.users()).containsExactly(2, 1_000);
        assertThat(plan.rounds(1_000)).isEqualTo(20);
        assertThat(plan.findings()).contains(Path.of("FINDINGS.md"));
    }

    @Test
    void errorLimitIsAShare() {
        assertThat(read().limits()).isEqualTo(new Validity.Limits(0));
        assertThat(read("stress.error-limit", "0.01").limits()).isEqualTo(new Validity.Limits(0.01));
        assertThat(read("stress.error-limit", "1").limits()).isEqualTo(new Validity.Limits(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed|100 100 100",
                "medium|100 20 20",
                "small|20 5 5",
                "10x20x30|10 20 30",
                "[10, 20, 30]|10 20 30",
                "1x2x3|1 2 3"
            })
    void scaleIsANameOrNumbers(String scale, String numbers) {
        assertThat(read("stress.scale", scale).scale())
                .isEqualTo(List.of(numbers.split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList());
    }

    @Test
    void armsOfOneSchemaAreNumbered() {
        List<ArmName> arms =
                read("stress.schemas", "[schema1, schema2, schema1]").arms();

        assertThat(arms).extracting(ArmName::label).containsExactly("schema1#1", "schema2", "schema1#2");
        assertThat(arms)
                .extracting(ArmName::postgresSchema)
                .containsExactly("flattensync_schema1_1", "flattensync_schema2", "flattensync_schema1_2");
    }

    @Test
    void profileOfOnesOwnIsAddedToTheOthers() throws IOException {
        String file = file(
                folder,
                "stress { profile = mine, profiles { mine { warm-up = [], block = [{rate = 1, hold = 1 s}], rounds = 2 } } }");

        StressConfig config = read("config.file", file);

        assertThat(config.profile().warmUp()).isEmpty();
        assertThat(config.profile().rounds()).isEqualTo(2);
    }

    @Test
    void givenPostgresIsReadWithItsPassword() {
        StressConfig config = read(
                "stress.postgres.url",
                "jdbc:postgresql://db/test",
                "stress.postgres.user",
                "me",
                "stress.postgres.password",
                "hush");

        assertThat(config.postgres()).hasValueSatisfying(address -> {
            assertThat(address.url()).isEqualTo("jdbc:postgresql://db/test");
            assertThat(address.user()).isEqualTo("me");
            assertThat(address.password()).isEqualTo("hush");
        });
    }

    @Test
    void effectiveConfigurationHoldsOverridesAndDefaults() {
        StressConfig config = read("stress.seed", "7");

        assertThat(config.effective().getLong("seed")).isEqualTo(7);
        assertThat(config.effective().getString("scale")).isEqualTo("seed");
    }

    @Test
    void effectiveConfigurationHoldsNoSecret() {
        StressConfig config = read(
                "stress.postgres.url", "jdbc:postgresql://db/test?password=hush1", "stress.postgres.password", "hush2");

        assertThat(config.effective().root().render(ConfigRenderOptions.defaults()))
                .doesNotContain("hush1", "hush2");
    }

    private static Map<String, Double> weights(StressConfig config) {
        Function<String, Double> weight = label -> config.mix().weights().entrySet().stream()
                .filter(entry -> entry.getKey().label().equals(label))
                .findFirst()
                .orElseThrow()
                .getValue();
        return config.mix().weights().keySet().stream()
                .map(kind -> kind.label())
                .collect(Collectors.toMap(Function.identity(), weight));
    }
}
