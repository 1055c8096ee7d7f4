package dev.flattensync.stress.capacity;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a search found. The two rates are the bracket that holds the sync's limit.
 *
 * @param sustained the highest rate that was sustained and confirmed, changes per second; empty if there is none
 * @param unsustained the lowest rate above it that was not sustained; empty if there is none. Only after
 *     {@link StopReason.Converged} and {@link StopReason.LowestNotSustained} is it sure to be confirmed
 * @param reason why the search ended
 * @param probes all probes in their order
 */
public record CapacityResult(
        OptionalDouble sustained, OptionalDouble unsustained, StopReason reason, List<ProbeResult> probes) {

    /** Copies the probes. */
    public CapacityResult {
        probes = List.copyOf(probes);
    }
}
