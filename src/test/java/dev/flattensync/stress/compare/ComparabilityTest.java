package dev.flattensync.stress.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flattensync.stress.planted.PlantedRun;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.simulation.CapacitySimulation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparabilityTest {
    private static final String TINY = "mappings { tiny { collection = things, element = thing, fields = [%s] } }, ";
    private static final String QUICK = "profiles { quick { block = [ { rate = %s, hold = %s } ], rounds = 1 } }, ";

    @Test
    void runsOfTheSameSettingCanBeCompared() {
        assertThat(differences(setting -> {})).isEmpty();
        assertThat(changes(setting -> {})).isEmpty();
    }

    @Test
    void anotherMachineIsADifference() {
        assertThat(differences(setting -> {
                    setting.osName = "Mac OS X";
                    setting.osArch = "aarch64";
                    setting.cores = 2;
                    setting.memoryBytes = OptionalLong.of(8L << 30);
                    setting.cpuModel = Optional.empty();
                }))
                .containsExactly(
                        "operating system: Linux there, Mac OS X here",
                        "architecture: amd64 there, aarch64 here",
                        "cores: 4 there, 2 here",
                        "memory: 16,384 MiB there, 8,192 MiB here",
                        "CPU: Some CPU there, none here");
    }

    @ParameterizedTest
    @CsvSource({"0.979, false", "0.981, true", "1, true", "1.019, true", "1.021, false"})
    void memoryMayDifferByTwoPercent(double share, boolean comparable) {
        List<String> differences =
                differences(setting -> setting.memoryBytes = OptionalLong.of((long) ((16L << 30) * share)));

        assertThat(differences.isEmpty()).isEqualTo(comparable);
    }

    @Test
    void memoryThatIsNotKnownIsADifferenceUnlessItIsSoInBoth() {
        PlantedSetting unknown = new PlantedSetting();
        unknown.memoryBytes = OptionalLong.empty();

        assertThat(Comparability.differences(new PlantedSetting().setting(), unknown.setting()))
                .containsExactly("memory: 16,384 MiB there, none here");
        assertThat(Comparability.differences(unknown.setting(), unknown.setting()))
                .isEmpty();
    }

    @Test
    void otherSimulationChangeOriginAndServerAreDifferences() {
        assertThat(differences(setting -> {
                    setting.simulation = "MySimulation";
                    setting.changeOrigin = "MongoDB 8.0.1";
                    setting.embeddedPostgres = false;
                }))
                .containsExactly(
                        "simulation: MixedEventStreamSimulation there, MySimulation here",
                        "changes from: change log there, MongoDB 8.0.1 here",
                        "PostgreSQL: embedded there, one of your own here");
    }

    @ParameterizedTest
    @CsvSource({
        "scale = small, 'scale: seed there, small here'",
        "dataset.file = orders.json, 'dataset.file: none there, orders.json here'",
        "seed = 7, 'seed: 20261122 there, 7 here'",
        "timeout = 31 s, 'timeout: 30 s there, 31 s here'",
        "error-limit = 0.1, 'error-limit: 0 there, 0.1 here'",
        "probes-per-second = 0, 'probes-per-second: 5 there, 0 here'",
    })
    void whatDecidesDataAndLoadIsADifference(String changed, String difference) {
        assertThat(differences(setting -> setting.config(changed))).containsExactly(difference);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed = \"20261122\"",
                "timeout = 30s",
                "timeout = \"30000 ms\"",
                "error-limit = \"0.0\"",
                "probes-per-second = 5.0",
                "profiles.ramp.rounds = \"4\"",
                "mix.edit-comment = \"50.0\"",
                "capacity.start = 7",
                "profiles.smoke.rounds = 9",
                "mappings.other.collection = others",
                "experiment.rounds = 3"
            })
    void anotherWayToSayTheSameAndWhatIsNotUsedAreNoDifferences(String same) {
        assertThat(differences(setting -> setting.config(same))).isEmpty();
    }

    @Test
    void onlyProportionsOfTheMixCount() {
        PlantedSetting one = new PlantedSetting();
        PlantedSetting twice = new PlantedSetting();
        one.config = one.config.withoutPath("mix");
        twice.config = one.config;
        one.config("mix { edit-comment = 1, pull-post = 2 }");
        twice.config("mix { edit-comment = 2, pull-post = 4 }");

        assertThat(Comparability.differences(one.setting(), twice.setting())).isEmpty();
        assertThat(Comparability.differences(
                        one.setting(), twice.config("mix.pull-post = 6").setting()))
                .containsExactly("mix.edit-comment: 1 there, 2 here", "mix.pull-post: 2 there, 6 here");
    }

    @Test
    void anotherProfileIsADifferenceByItsNameIfItsStepsDiffer() {
        assertThat(differences(setting -> setting.config("profile = smoke")))
                .containsExactly("profile: ramp there, smoke here");
    }

    @Test
    void anotherNameForTheSameStepsIsNoDifference() {
        PlantedSetting renamed = new PlantedSetting();
        renamed.config = renamed.config("profile = mine")
                .config
                .withValue("profiles.mine", renamed.config.getValue("profiles.ramp"));

        assertThat(Comparability.differences(new PlantedSetting().setting(), renamed.setting()))
                .isEmpty();
    }

    @Test
    void otherStepsOfTheSameNameAreDifferences() {
        PlantedSetting base = new PlantedSetting().config(QUICK.formatted("100", "2 s") + "profile = quick");
        PlantedSetting run = new PlantedSetting().config(QUICK.formatted("200", "2500 ms") + "profile = quick");

        assertThat(Comparability.differences(base.setting(), run.setting()))
                .containsExactly(
                        "profile.block[0].hold: 2 s there, 2500 ms here", "profile.block[0].rate: 100 there, 200 here");
    }

    @Test
    void anotherDefinitionOfTheMappingIsADifference() {
        PlantedSetting base = new PlantedSetting().config(TINY.formatted("a text, b text") + "mapping = tiny");
        PlantedSetting run = new PlantedSetting().config(TINY.formatted("a text") + "mapping = tiny");

        assertThat(Comparability.differences(base.setting(), run.setting()))
                .containsExactly("mapping.fields: a text, b text there, a text here");
        assertThat(Comparability.differences(new PlantedSetting().setting(), run.setting()))
                .containsExactly("mapping: users there, tiny here");
    }

    @Test
    void searchForCapacityIsComparedByItsOwnSettingsAndNotByTheProfile() {
        PlantedSetting base = new PlantedSetting();
        base.simulation = CapacitySimulation.class.getSimpleName();
        PlantedSetting run = new PlantedSetting().config("profile = smoke, capacity.start = 200");
        run.simulation = base.simulation;

        assertThat(Comparability.differences(base.setting(), run.setting()))
                .containsExactly("capacity.start: 100 there, 200 here");
    }

    @Test
    void whatPeopleCompareIsNoDifferenceButAChange() {
        Consumer<PlantedSetting> changed = setting -> {
            setting.commit = Optional.of("fedcba9876543210fedcba9876543210fedcba98");
            setting.dirty = Optional.of(true);
            setting.osVersion = "6.2.0";
            setting.jdkVersion = "25+36";
            setting.maxHeapBytes = 8L << 30;
            setting.garbageCollector = "ZGC";
            setting.jvmArguments = List.of("-Xmx8g", "-XX:+UseZGC");
            setting.postgresVersion = "17.2";
            setting.postgresSettings = Map.of("fsync", "off", "work_mem", "4MB", "shared_buffers", "512MB");
            setting.config("sync { class = my.Sync, batch.events = 1000 }, schemas = [schema3], "
                    + "gates.rules = [\"schema3.edit comment.p95 < 20 ms\"]");
        };

        assertThat(differences(changed)).isEmpty();
        assertThat(changes(changed))
                .containsExactly(
                        new Difference("commit", "0123456789", "fedcba9876 with changes"),
                        new Difference("version of the operating system", "6.1.0", "6.2.0"),
                        new Difference("JDK", "17.0.15+6 of Some Vendor", "25+36 of Some Vendor"),
                        new Difference("heap", "4.0 GiB", "8.0 GiB"),
                        new Difference("garbage collector", "G1 Young Generation, G1 Old Generation", "ZGC"),
                        new Difference("JVM arguments", "-Xmx4g", "-Xmx8g -XX:+UseZGC"),
                        new Difference("version of PostgreSQL", "18.6", "17.2"),
                        new Difference("PostgreSQL's fsync", "on", "off"),
                        new Difference("PostgreSQL's work_mem", "none", "4MB"),
                        new Difference("sync.batch.events", "2000", "1000"),
                        new Difference("sync.class", "dev.flattensync.stress.environment.EmbeddedSync", "my.Sync"),
                        new Difference("schemas", "schema1, schema2", "schema3"),
                        new Difference("gates.rules", "none", "schema3.edit comment.p95 < 20 ms"));
    }

    @Test
    void loadOfTheMachineIsNeither() {
        Consumer<PlantedSetting> busy = setting -> setting.loadAverage = 3;

        assertThat(differences(busy)).isEmpty();
        assertThat(changes(busy)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mix.edit-comment = many",
                "mix.edit-comment = { a = 1 }",
                "mapping = { a = b }",
                "profile = nobody",
                "profile = \"a.b\\\"c\"",
                "profiles.ramp = 7",
                "timeout = [1, [2]]",
                "seed = 1e999999999",
                "timeout = 99999999999999999 days"
            })
    void valuesThatMakeNoSenseAreComparedAsTheyAre(String nonsense) {
        assertThat(differences(setting -> setting.config(nonsense))).isNotEmpty();
        PlantedSetting same = new PlantedSetting().config(nonsense);
        assertThat(Comparability.differences(same.setting(), same.setting())).isEmpty();
    }

    @Test
    void otherOperationsInSpiteOfTheSameSettingAreADifference() {
        RunResult run = PlantedRun.run();

        assertThat(Comparability.differences(run, withDigest(run, "ffffffffffffffffffff")))
                .containsExactly("digest of the operations: ab4c8d1e0f there, ffffffffff here");
        assertThat(Comparability.differences(run, PlantedRun.rounds(2))).isEmpty();
    }

    private static RunResult withDigest(RunResult run, String digest) {
        return new RunResult(
                run.setting(),
                new RunResult.Operations(
                        run.operations().seed(), run.operations().count(), digest),
                run.results(),
                run.blocks(),
                run.capacities(),
                run.verification(),
                run.checks(),
                run.gates());
    }

    private static List<String> differences(Consumer<PlantedSetting> changed) {
        return Comparability.differences(new PlantedSetting().setting(), changed(changed));
    }

    private static List<Difference> changes(Consumer<PlantedSetting> changed) {
        return Comparability.changes(new PlantedSetting().setting(), changed(changed));
    }

    private static RunResult.Setting changed(Consumer<PlantedSetting> changed) {
        PlantedSetting setting = new PlantedSetting();
        changed.accept(setting);
        return setting.setting();
    }
}
