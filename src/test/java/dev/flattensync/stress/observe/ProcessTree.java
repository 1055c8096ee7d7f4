package dev.flattensync.stress.observe;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The CPU time of a process and all its descendants. One that has ended keeps counting with what it had used at the
 * last reading, so the sum never falls. Lost is what a process used between the last reading and its end; all of it, if
 * it started and ended between two readings, as a short autovacuum or parallel worker may.
 *
 * <p>By {@link ProcessHandle}, which takes about 2 ms for 70 processes; OSHI reads far more of each, in 20 to 130 ms.
 */
final class ProcessTree {
    private final ProcessHandle root;
    /** Handles differ in process id or start time: the next process of the same id is another one. */
    private final Map<ProcessHandle, Duration> lastSeen = new HashMap<>();

    private ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** The tree below a process of this machine; empty if there is none of that id. */
    static Optional<ProcessTree> of(long processId) {
        return ProcessHandle.of(processId).map(ProcessTree::new);
    }

    /**
     * The CPU time used so far, nanoseconds; the operating system counts in steps, on Linux of 10 ms.
     *
     * @return empty if the first process has ended, or the operating system does not show its CPU time
     */
    OptionalLong cpuNanos() {
        if (root.info().totalCpuDuration().isEmpty()) {
            return OptionalLong.empty();
        }
        Stream.concat(Stream.of(root), root.descendants()).forEach(this::see);
        return OptionalLong.of(
                lastSeen.values().stream().mapToLong(Duration::toNanos).sum());
    }

    private void see(ProcessHandle process) {
        process.info()
                .totalCpuDuration()
                .ifPresent(cpu -> lastSeen.merge(process, cpu, (a, b) -> a.compareTo(b) > 0 ? a : b));
    }
}
