package dev.flattensync.stress.observe;

import java.util.OptionalDouble;

/**
 * A reading of the whole machine, also of what does not belong to the run. In a container it is the machine around it.
 *
 * @param totalMillis the time of all its CPUs, busy or not, milliseconds
 * @param stolenMillis of that, the time in which a CPU had work and the hypervisor ran something else; 0 if the
 *     hypervisor does not tell
 */
public record MachineCounts(long totalMillis, long stolenMillis) {

    /**
     * The share of the CPU time since an earlier reading that was stolen, from 0 to 1.
     *
     * @return empty if no time has passed between the readings
     */
    public OptionalDouble stealShareSince(MachineCounts start) {
        long total = totalMillis - start.totalMillis;
        return total > 0
                ? OptionalDouble.of((double) (stolenMillis - start.stolenMillis) / total)
                : OptionalDouble.empty();
    }
}
