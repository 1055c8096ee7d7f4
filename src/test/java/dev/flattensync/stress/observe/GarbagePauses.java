package dev.flattensync.stress.observe;

import java.lang.management.GarbageCollectorMXBean;
import java.util.List;
import java.util.Optional;

/**
 * The pauses that garbage collection cost this JVM, since it started or between two readings. What a collector does
 * beside the running program is not in them. G1's Remark and Cleanup are in them from JDK 20 on only; before, no bean
 * counts them (JDK-8297247).
 *
 * @param count how many pauses
 * @param millis how long all of them took, as the JVM measures it, in whole milliseconds
 */
public record GarbagePauses(long count, long millis) {
    /** ZGC and Shenandoah have two beans, for example "ZGC Major Cycles" and "ZGC Major Pauses". */
    private static final String BESIDE_THE_PROGRAM = "Cycles";

    /**
     * Adds up what the collectors have counted.
     *
     * @return empty if one of them does not count
     */
    static Optional<GarbagePauses> read(List<GarbageCollectorMXBean> collectors) {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : collectors) {
            if (isPausing(collector.getName())) {
                if (collector.getCollectionCount() < 0 || collector.getCollectionTime() < 0) {
                    return Optional.empty();
                }
                count += collector.getCollectionCount();
                millis += collector.getCollectionTime();
            }
        }
        return Optional.of(new GarbagePauses(count, millis));
    }

    /**
     * Whether the time of a collector of that name is time that the program stood still. So it is for "G1 Concurrent
     * GC": it counts the two pauses of a concurrent cycle.
     */
    static boolean isPausing(String collector) {
        return !collector.endsWith(BESIDE_THE_PROGRAM);
    }

    /** The pauses since an earlier reading. */
    public GarbagePauses since(GarbagePauses start) {
        return new GarbagePauses(count - start.count, millis - start.millis);
    }
}
