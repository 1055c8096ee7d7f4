package dev.flattensync.stress.findings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.result.ExperimentRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where and when the figures were measured. */
final class Environment {

    private static final Set<String> NOT_SHOWN = Set.of("variants", "findings");

    /**
     * A line of the table.
     *
     * @param name what it is
     * @param value as it was in the run
     */
    record Entry(String name, String value) {}

    private Environment() {}

    static List<Entry> of(ExperimentRun run) {
        Provenance provenance = run.setting().provenance();
        Machine machine = provenance.machine();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("started", run.setting().started().toString()));
        entries.add(new Entry("took", duration(run.setting().took())));
        entries.add(new Entry(
                "commit",
                provenance.source().commit().orElse("not known")
                        + (provenance.source().dirty().orElse(false) ? ", with changes" : "")));
        entries.add(new Entry("seed", String.valueOf(run.seed())));
        entries.add(new Entry("settings", settings(run.setting().config())));
        entries.add(new Entry("JDK", machine.jdkVersion() + ", " + machine.jdkVendor()));
        entries.add(new Entry(
                "PostgreSQL",
                provenance.postgres().version() + (run.setting().embeddedPostgres() ? ", embedded" : ", given")));
        entries.add(new Entry(
                "its settings",
                Wording.joined(provenance.postgres().settings().entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .toList())));
        entries.add(new Entry("cores", String.valueOf(machine.cores())));
        entries.add(new Entry("processor", machine.cpuModel().orElse("not known")));
        entries.add(new Entry(
                "memory",
                Optional.of(machine.memoryBytes())
                                .filter(bytes -> bytes.isPresent())
                                .map(bytes -> Lines.bytes(bytes.getAsLong()))
                                .orElse("not known")
                        + ", heap up to " + Lines.bytes(machine.maxHeapBytes())));
        entries.add(new Entry("system", machine.osName() + " " + machine.osVersion() + ", " + machine.osArch()));
        entries.add(new Entry("changes from", run.setting().changeOrigin()));
        entries.add(new Entry(
                "disk",
                "a flush takes %s ms: a commit that waits for it %s ms, one that does not %s ms"
                        .formatted(
                                Wording.millis(run.result().flush().nanos()),
                                Wording.millis(run.result().flush().commitNanos()),
                                Wording.millis(run.result().flush().withoutFlushNanos()))));
        return List.copyOf(entries);
    }

    /** All of the experiment but its variants, which the tables show: other settings make other figures. */
    private static String settings(Config config) {
        List<String> settings = new ArrayList<>();
        for (String key : List.of("scale", "experiment")) {
            if (config.hasPath(key)) {
                settings(settings, key, config.getValue(key));
            }
        }
        return settings.isEmpty() ? "not known" : Wording.joined(settings);
    }

    private static void settings(List<String> settings, String key, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            object.entrySet().stream()
                    .filter(entry -> !NOT_SHOWN.contains(entry.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> settings(settings, key + "." + entry.getKey(), entry.getValue()));
        } else {
            settings.add("%s = %s".formatted(key.replaceFirst("^experiment\\.", ""), value.unwrapped()));
        }
    }

    private static String duration(Duration took) {
        return took.toMinutes() == 0
                ? "%d s".formatted(took.toSeconds())
                : "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
    }
}
