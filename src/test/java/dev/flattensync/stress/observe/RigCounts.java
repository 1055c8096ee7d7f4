package dev.flattensync.stress.observe;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A reading of this JVM: the rig, and the sync in it.
 *
 * @param cpuNanos its CPU time, nanoseconds; empty if the machine can't tell
 * @param pauses its pauses for garbage collection; empty if it does not count them
 */
public record RigCounts(OptionalLong cpuNanos, Optional<GarbagePauses> pauses) {

    static RigCounts read() {
        long cpuNanos =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new RigCounts(
                cpuNanos < 0 ? OptionalLong.empty() : OptionalLong.of(cpuNanos),
                GarbagePauses.read(ManagementFactory.getGarbageCollectorMXBeans()));
    }
}
