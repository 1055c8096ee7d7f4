package dev.flattensync.stress.benchmark;

import com.sun.management.ThreadMXBean;
import dev.flattensync.stress.observe.Snapshot;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;

/**
 * What is used up to a moment, or between two.
 *
 * @param jvmCpuNanos CPU time of this JVM, nanoseconds
 * @param postgresCpuNanos CPU time of PostgreSQL with all its processes, nanoseconds; empty for a server that this
 *     project did not start
 * @param walBytes bytes of WAL
 * @param allocatedBytes bytes that the JVM's threads allocated, of those that are still there
 */
record Costs(long jvmCpuNanos, OptionalLong postgresCpuNanos, long walBytes, long allocatedBytes) {

    /** Up to now. */
    static Costs at(Snapshot snapshot) {
        return new Costs(
                snapshot.rig().cpuNanos().orElseThrow(),
                snapshot.server().cpuNanos(),
                snapshot.server().walBytes().orElseThrow(),
                allocated());
    }

    /** Since an earlier moment. */
    Costs since(Costs start) {
        return new Costs(
                jvmCpuNanos - start.jvmCpuNanos,
                combined(postgresCpuNanos, start.postgresCpuNanos, (now, then) -> now - then),
                walBytes - start.walBytes,
                allocatedBytes - start.allocatedBytes);
    }

    /** With those of another time. */
    Costs plus(Costs other) {
        return new Costs(
                jvmCpuNanos + other.jvmCpuNanos,
                combined(postgresCpuNanos, other.postgresCpuNanos, Long::sum),
                walBytes + other.walBytes,
                allocatedBytes + other.allocatedBytes);
    }

    private static OptionalLong combined(OptionalLong one, OptionalLong other, LongBinaryOperator operator) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(operator.applyAsLong(one.getAsLong(), other.getAsLong()))
                : OptionalLong.empty();
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
