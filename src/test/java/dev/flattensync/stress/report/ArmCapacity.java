package dev.flattensync.stress.report;

import dev.flattensync.stress.capacity.CapacityResult;
import dev.flattensync.stress.measure.PlateauRun;
import java.util.List;

/**
 * The highest rate that an arm sustains, and how it was found.
 *
 * @param arm the arm's label
 * @param result the bracket, and why the search ended
 * @param plateaus what happened in each probe, in the order of the probes
 */
public record ArmCapacity(String arm, CapacityResult result, List<PlateauRun> plateaus) {}
