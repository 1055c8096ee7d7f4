package dev.flattensync.stress.provenance;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machine and the JVM of a run. In a container, cores and memory are what the container may use.
 *
 * @param osName as in {@code Linux}
 * @param osVersion of Linux that of the kernel
 * @param osArch the architecture that the JVM was built for, as in {@code amd64}
 * @param cores processors that the JVM may use
 * @param memoryBytes physical memory; empty if the JVM does not tell
 * @param cpuModel as Linux names it; empty elsewhere, and on most ARM machines, where Linux has no name for it
 * @param loadAverage how many tasks ran or waited to run in the last minute, on average; empty where the system does
 *     not tell
 * @param jdkVersion with build, as in {@code 17.0.15+6}
 * @param jdkVendor who built the JDK
 * @param maxHeapBytes the most that the heap can grow to
 * @param garbageCollector the collectors as the JVM names them, as in {@code G1 Young Generation, G1 Old Generation}
 * @param jvmArguments what the JVM was started with, without the values that look like secrets, URLs or absolute paths
 */
public record Machine(
        String osName,
        String osVersion,
        String osArch,
        int cores,
        OptionalLong memoryBytes,
        Optional<String> cpuModel,
        OptionalDouble loadAverage,
        String jdkVersion,
        String jdkVendor,
        long maxHeapBytes,
        String garbageCollector,
        List<String> jvmArguments) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public Machine {
        Stream.of(osName, osVersion, osArch, jdkVersion, jdkVendor, garbageCollector)
                .forEach(Objects::requireNonNull);
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** This machine and this JVM. */
    public static Machine read() {
        return new Machine(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                cpuModel(CPU_INFO),
                askLoadAverage(),
                Runtime.version().toString(),
                System.getProperty("java.vendor"),
                Runtime.getRuntime().maxMemory(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                JvmArguments.shown(ManagementFactory.getRuntimeMXBean().getInputArguments()));
    }

    /** The JDK's own bean tells it; another vendor's JVM may come without that. */
    private static OptionalLong physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? OptionalLong.of(system.getTotalMemorySize())
                : OptionalLong.empty();
    }

    private static OptionalDouble askLoadAverage() {
        double average = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return average < 0 ? OptionalDouble.empty() : OptionalDouble.of(average);
    }

    /** The model of the first processor in a file as proc(5) describes {@code /proc/cpuinfo}. */
    static Optional<String> cpuModel(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .filter(model -> !model.isEmpty())
                    .findFirst();
        } catch (IOException | UncheckedIOException notLinux) {
            return Optional.empty();
        }
    }
}
