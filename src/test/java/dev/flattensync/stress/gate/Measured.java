package dev.flattensync.stress.gate;

import dev.flattensync.stress.compare.Contender;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.BlockReport;
import dev.flattensync.stress.result.RunResult;
import java.util.List;
import java.util.Optional;

/**
 * An arm of a run: the one that is judged, or what it is compared with.
 *
 * @param run the run, or the one that was kept
 * @param arm the arm's label
 * @param name how sentences call it: {@code schema1}, {@code the baseline}
 */
record Measured(RunResult run, String arm, String name) {

    /** An arm of the run that is judged. */
    static Measured of(RunResult run, String arm) {
        return new Measured(run, arm, arm);
    }

    /** The same arm, as what is shown side by side. */
    Contender contender() {
        return new Contender(name, run, arm);
    }

    /** All its plateaus. */
    List<PlateauResult> plateaus() {
        return contender().plateaus();
    }

    /** Its plateau of a rate; of several the last, which has come through the load before. */
    Optional<PlateauResult> plateau(double rate) {
        return plateaus().stream().filter(plateau -> plateau.rate() == rate).reduce((first, second) -> second);
    }

    /** Its blocks but for the warm-up, in their order. */
    List<BlockReport> measuredBlocks() {
        return contender().measuredBlocks();
    }

    /** What a search for its capacity found, if there was one. */
    Optional<ArmCapacity> capacity() {
        return contender().capacity();
    }
}
