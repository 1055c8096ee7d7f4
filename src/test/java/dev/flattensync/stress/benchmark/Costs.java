package dev.flattensync.stress.benchmark;

import com.sun.management.ThreadMXBean;
import dev.flattensync.stress.observe.Snapshot;
import java.lang.management.ManagementFactory;

/**
 * What is used up to a moment, or between two.
 *
 * @param jvmCpuNanos CPU time of this JVM, nanoseconds
 * @param postgresCpuNanos CPU time of PostgreSQL with all its processes, nanoseconds
 * @param walBytes bytes of WAL
 * @param allocatedBytes bytes that the JVM's threads allocated, of those that are still there
 */
record Costs(long jvmCpuNanos, long postgresCpuNanos, long walBytes, long allocatedBytes) {

    /** Up to now. */
    static Costs at(Snapshot snapshot) {
        return new Costs(
                snapshot.rig().cpuNanos().orElseThrow(),
                snapshot.server().cpuNanos().orElseThrow(),
                snapshot.server().walBytes().orElseThrow(),
                allocated());
    }

    /** Since an earlier moment. */
    Costs since(Costs start) {
        return new Costs(
                jvmCpuNanos - start.jvmCpuNanos,
                postgresCpuNanos - start.postgresCpuNanos,
                walBytes - start.walBytes,
                allocatedBytes - start.allocatedBytes);
    }

    /** With those of another time. */
    Costs plus(Costs other) {
        return new Costs(
                jvmCpuNanos + other.jvmCpuNanos,
                postgresCpuNanos + other.postgresCpuNanos,
                walBytes + other.walBytes,
                allocatedBytes + other.allocatedBytes);
    }

    private static long allocated() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long bytes = 0;
        for (long ofThread : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += Math.max(0, ofThread);
        }
        return bytes;
    }
}
