package dev.flattensync.stress.result;

import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.PlateauRun;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The highest rate that an arm sustains, and how it was found.
 *
 * @param arm the arm's label
 * @param sustained the highest rate that was sustained and confirmed, changes per second; empty if there is none
 * @param unsustained the lowest rate above it that was not sustained; empty if there is none
 * @param reason why the search ended, in a sentence
 * @param probes all probes in their order
 * @param plateaus what happened in each of them
 */
public record ArmCapacity(
        String arm,
        OptionalDouble sustained,
        OptionalDouble unsustained,
        String reason,
        List<ProbeResult> probes,
        List<PlateauRun> plateaus) {

    /** What a search found. */
    public static ArmCapacity of(String arm, CapacityResult result, List<PlateauRun> plateaus) {
        return new ArmCapacity(
                arm, result.sustained(), result.unsustained(), result.reason().sentence(), result.probes(), plateaus);
    }
}
