package dev.flattensync.stress.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.flattensync.stress.provenance.Machine;
import dev.flattensync.stress.provenance.PostgresSettings;
import dev.flattensync.stress.provenance.Provenance;
import dev.flattensync.stress.provenance.SourceVersion;
import dev.flattensync.stress.result.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The setting of a run on a small machine, with the project's own configuration where a test says nothing else. */
final class PlantedSetting {
    private static final Config DEFAULTS =
            ConfigFactory.parseResources("application.conf").resolve().getConfig("stress");

    String simulation = "MixedEventStreamSimulation";
    String changeOrigin = "change log";
    boolean embeddedPostgres = true;
    Optional<String> commit = Optional.of("0123456789abcdef0123456789abcdef01234567");
    Optional<Boolean> dirty = Optional.of(false);
    String osName = "Linux";
    String osVersion = "6.1.0";
    String osArch = "amd64";
    int cores = 4;
    OptionalLong memoryBytes = OptionalLong.of(16L << 30);
    Optional<String> cpuModel = Optional.of("Some CPU");
    double loadAverage = 0.25;
    String jdkVersion = "17.0.15+6";
    String jdkVendor = "Some Vendor";
    long maxHeapBytes = 4L << 30;
    String garbageCollector = "G1 Young Generation, G1 Old Generation";
    List<String> jvmArguments = List.of("-Xmx4g");
    String postgresVersion = "18.6";
    Map<String, String> postgresSettings = Map.of("fsync", "on", "shared_buffers", "512MB");
    Config config = DEFAULTS;

    /** Has the configuration say this, in HOCON, instead of the default. */
    PlantedSetting config(String hocon) {
        config = ConfigFactory.parseString(hocon).withFallback(config);
        return this;
    }

    RunResult.Setting setting() {
        return new RunResult.Setting(
                simulation,
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofSeconds(90),
                changeOrigin,
                embeddedPostgres,
                false,
                new Provenance(
                        new SourceVersion(commit, dirty),
                        new Machine(
                                osName,
                                osVersion,
                                osArch,
                                cores,
                                memoryBytes,
                                cpuModel,
                                OptionalDouble.of(loadAverage),
                                jdkVersion,
                                jdkVendor,
                                maxHeapBytes,
                                garbageCollector,
                                jvmArguments),
                        new PostgresSettings(postgresVersion, new TreeMap<>(postgresSettings))),
                config);
    }
}
