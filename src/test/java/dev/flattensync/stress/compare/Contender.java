package dev.flattensync.stress.compare;

import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.RunResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An arm of a run, beside others.
 *
 * @param label what it is called there: the arm, or the run's name
 * @param run the run
 * @param arm the arm's label in that run
 */
public record Contender(String label, RunResult run, String arm) {

    /** Its blocks in their order, warm-up included. */
    public List<BlockReport> blocks() {
        return run.blocks().stream().filter(block -> block.arm().equals(arm)).toList();
    }

    /** Its blocks that were measured, in their order. */
    public List<BlockReport> measuredBlocks() {
        return blocks().stream().filter(block -> !block.warmUp()).toList();
    }

    /** Its plateaus, as its run has them. */
    public List<PlateauResult> plateaus() {
        return run.results().plateaus().stream()
                .filter(plateau -> plateau.arm().equals(arm))
                .toList();
    }

    /** What a search for capacity found for it; empty if there was none. */
    public Optional<ArmCapacity> capacity() {
        return run.capacities().stream()
                .filter(capacity -> capacity.arm().equals(arm))
                .findFirst();
    }

    /** The highest rate of which no plateau is unsustainable and one is valid, void in half of its blocks at most. */
    public Optional<Double> sustained() {
        List<Double> failed = plateaus().stream()
                .filter(plateau -> plateau.validity() instanceof Validity.Unsustainable)
                .map(PlateauResult::rate)
                .toList();
        return plateaus().stream()
                .filter(plateau ->
                        plateau.validity().isValid() && !plateau.isMostlyVoid() && !failed.contains(plateau.rate()))
                .map(PlateauResult::rate)
                .max(Comparator.naturalOrder());
    }

    /** The lowest rate above {@link #sustained} that it did not keep up with; empty if it kept up with all. */
    public Optional<Double> unsustained() {
        double sustained = sustained().orElse(0.0);
        return plateaus().stream()
                .filter(plateau -> plateau.validity() instanceof Validity.Unsustainable && plateau.rate() > sustained)
                .map(PlateauResult::rate)
                .min(Comparator.naturalOrder());
    }
}
