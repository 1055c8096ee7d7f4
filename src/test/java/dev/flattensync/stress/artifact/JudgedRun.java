package dev.flattensync.stress.artifact;

import dev.flattensync.stress.capacity.ProbeResult;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.result.ArmCapacity;
import dev.flattensync.stress.result.RunResult;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What happened on one plateau of one block, and whether it may be compared.
 *
 * @param run what happened
 * @param validity of a probe, its outcome; of a block's plateau, void if the generator was late in that block, else
 *     what the plateau is over all blocks
 */
record JudgedRun(PlateauRun run, Validity validity) {

    /** What an arm did, in the order of plateaus or probes: a run measures plateaus or searches for capacity. */
    static List<JudgedRun> of(RunResult run, String arm) {
        Stream<JudgedRun> ofPlateaus = run.results().plateaus().stream()
                .filter(plateau -> plateau.arm().equals(arm))
                .flatMap(JudgedRun::of);
        Stream<JudgedRun> ofProbes = run.capacities().stream()
                .filter(capacity -> capacity.arm().equals(arm))
                .flatMap(JudgedRun::of);
        return Stream.concat(ofPlateaus, ofProbes).toList();
    }

    private static Stream<JudgedRun> of(PlateauResult plateau) {
        return plateau.runs().stream()
                .map(run -> new JudgedRun(run, run.generator().isValid() ? plateau.validity() : run.generator()));
    }

    private static Stream<JudgedRun> of(ArmCapacity capacity) {
        List<ProbeResult> probes = capacity.probes();
        return IntStream.range(0, probes.size())
                .mapToObj(i ->
                        new JudgedRun(capacity.plateaus().get(i), probes.get(i).outcome()));
    }
}
