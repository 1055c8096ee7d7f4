package dev.flattensync.stress.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import dev.flattensync.stress.compare.ConfigLeaves.Leaf;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.RunResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Whether two runs can be compared: on the same machine, the same was done to the same documents at the same moments.
 * What people compare, like the commit or PostgreSQL's settings, may differ.
 */
public final class Comparability {
    /** A search for capacity has no profile, but settings of its own. */
    static final String SEARCH = "CapacitySimulation";

    /** The kernel takes some memory for itself, not always the same. */
    private static final double SAME_MEMORY = 0.02;

    private static final int SHORT_HASH = 10;
    private static final MathContext SHARES = new MathContext(9);

    private Comparability() {}

    /**
     * Why two runs can't be compared, in short sentences with the values of both; empty if they can.
     *
     * <p>With equal settings, runs of equal length did the same operations: if these differ, the rig was changed.
     */
    public static List<String> differences(RunResult base, RunResult run) {
        List<String> differences = new ArrayList<>(differences(base.setting(), run.setting()));
        if (differences.isEmpty() && !base.setting().simulation().equals(SEARCH)) {
            Differences operations = new Differences();
            operations.compare("digest of the operations", digest(base), digest(run));
            operations.found().forEach(difference -> differences.add(difference.sentence()));
        }
        return differences;
    }

    /** The same, as far as their settings tell. */
    public static List<String> differences(RunResult.Setting base, RunResult.Setting run) {
        Differences differences = new Differences();
        differences.compare("simulation", base.simulation(), run.simulation());
        machine(differences, base.provenance().machine(), run.provenance().machine());
        differences.compare("changes from", base.changeOrigin(), run.changeOrigin());
        differences.compare("PostgreSQL", postgres(base), postgres(run));
        Config there = base.config();
        Config here = run.config();
        differences.compare("tables", tables(base), tables(run));
        differences.compare("scale", there, here);
        differences.compare("dataset", there, here);
        named(differences, "mapping", "mappings", there, here);
        differences.compareLeaves(mix(there), mix(here));
        if (base.simulation().equals(SEARCH)) {
            differences.compare("capacity", there, here);
        } else {
            named(differences, "profile", "profiles", there, here);
        }
        List.of("seed", "timeout", "error-limit", "probes-per-second")
                .forEach(key -> differences.compare(key, there, here));
        return differences.found().stream().map(Difference::sentence).toList();
    }

    /** What differs between two runs and does not keep them from being compared: often the reason to compare them. */
    public static List<Difference> changes(RunResult.Setting base, RunResult.Setting run) {
        Differences changes = new Differences();
        Provenance there = base.provenance();
        Provenance here = run.provenance();
        changes.compare("commit", there.source().shortened(), here.source().shortened());
        Machine one = there.machine();
        Machine other = here.machine();
        changes.compare("version of the operating system", one.osVersion(), other.osVersion());
        changes.compare("JDK", jdk(one), jdk(other));
        changes.compare("heap", Lines.bytes(one.maxHeapBytes()), Lines.bytes(other.maxHeapBytes()));
        changes.compare("garbage collector", one.garbageCollector(), other.garbageCollector());
        changes.compare("JVM arguments", String.join(" ", one.jvmArguments()), String.join(" ", other.jvmArguments()));
        changes.compare(
                "version of PostgreSQL",
                there.postgres().version(),
                here.postgres().version());
        changes.compare(
                "PostgreSQL's", there.postgres().settings(), here.postgres().settings());
        changes.compare("sync", base.config(), run.config());
        changes.compare("schemas", base.config(), run.config());
        changes.compare("gates", base.config(), run.config());
        return changes.found();
    }

    private static void machine(Differences differences, Machine there, Machine here) {
        differences.compare("operating system", there.osName(), here.osName());
        differences.compare("architecture", there.osArch(), here.osArch());
        differences.compare("cores", String.valueOf(there.cores()), String.valueOf(here.cores()));
        if (!isSame(there.memoryBytes(), here.memoryBytes())) {
            differences.compare("memory", memory(there), memory(here));
        }
        differences.compare("CPU", there.cpuModel(), here.cpuModel());
    }

    private static boolean isSame(OptionalLong there, OptionalLong here) {
        if (there.isEmpty() || here.isEmpty()) {
            return there.equals(here);
        }
        long larger = Math.max(there.getAsLong(), here.getAsLong());
        return Math.abs(there.getAsLong() - here.getAsLong()) <= SAME_MEMORY * larger;
    }

    /** Of what is not the same the texts must differ too. */
    private static Optional<String> memory(Machine machine) {
        return machine.memoryBytes().stream()
                .mapToObj(bytes -> Wording.count(bytes >> 20) + " MiB")
                .findFirst();
    }

    private static String tables(RunResult.Setting setting) {
        return setting.rigOnly() ? "none, the rig alone" : "kept";
    }

    private static String postgres(RunResult.Setting setting) {
        return setting.embeddedPostgres() ? "embedded" : "one of your own";
    }

    /** What is used by its name: another definition counts, another name of the same does not. */
    private static void named(Differences differences, String key, String definitions, Config there, Config here) {
        Map<String, Leaf> one = definition(key, definitions, there);
        Map<String, Leaf> other = definition(key, definitions, here);
        Differences names = new Differences();
        names.compare(key, there, here);
        if (names.found().isEmpty()) {
            differences.compareLeaves(one, other);
        } else if (one.isEmpty() || !meanings(one).equals(meanings(other))) {
            differences.compare(key, there, here);
        }
    }

    private static Map<String, Leaf> definition(String key, String definitions, Config config) {
        Map<String, Leaf> leaves = new TreeMap<>();
        Optional.ofNullable(ConfigLeaves.of(config, key).get(key)).ifPresent(name -> {
            String path = ConfigUtil.joinPath(definitions, name.text());
            ConfigLeaves.of(config, path).forEach((at, leaf) -> leaves.put(key + at.substring(path.length()), leaf));
        });
        return leaves;
    }

    private static Map<String, String> meanings(Map<String, Leaf> leaves) {
        Map<String, String> meanings = new TreeMap<>();
        leaves.forEach((path, leaf) -> meanings.put(path, leaf.meaning()));
        return meanings;
    }

    /** The weights, of which only the proportions count. */
    private static Map<String, Leaf> mix(Config config) {
        Map<String, Leaf> weights = ConfigLeaves.of(config, "mix");
        Map<String, BigDecimal> numbers = new TreeMap<>();
        weights.forEach((kind, weight) -> weight.number().ifPresent(number -> numbers.put(kind, number)));
        BigDecimal sum = numbers.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() <= 0) {
            return weights;
        }
        Map<String, Leaf> shares = new TreeMap<>(weights);
        numbers.forEach((kind, number) -> shares.put(
                kind,
                new Leaf(
                        weights.get(kind).text(),
                        "share " + number.divide(sum, SHARES).stripTrailingZeros())));
        return shares;
    }

    private static String digest(RunResult run) {
        return shortened(run.operations().digest());
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    }

    private static String jdk(Machine machine) {
        return "%s of %s".formatted(machine.jdkVersion(), machine.jdkVendor());
    }
}
