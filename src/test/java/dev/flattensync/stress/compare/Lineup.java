package dev.flattensync.stress.compare;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.PlateauRun;
import dev.flattensync.stress.measure.Results;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is compared with each other: the arms of a run, or an arm of several runs.
 *
 * @param title the arm, if it is one of several runs; else empty
 * @param contenders at least one, with different labels; the first is what the others are compared with
 */
public record Lineup(String title, List<Contender> contenders) {

    /**
     * Plateaus of this rate are the same plateau.
     *
     * @param rate changes per second
     * @param occurrence 0 for the first one of the profile that has it, as a spike comes back to the rate before it
     */
    private record Step(double rate, int occurrence) {

        /** Those of a contender's plateaus, in their order. */
        static List<Step> of(Contender contender) {
            Map<Double, Integer> occurrences = new HashMap<>();
            return contender.plateaus().stream()
                    .map(plateau -> new Step(plateau.rate(), occurrences.merge(plateau.rate(), 1, Integer::sum) - 1))
                    .toList();
        }
    }

    /** Copies the contenders. */
    public Lineup {
        contenders = List.copyOf(contenders);
    }

    /**
     * The figures of all contenders, by their labels. Only plateaus that are alike have the same step, so that runs of
     * different profiles are compared where they agree.
     */
    public Results results() {
        List<Step> steps = contenders.stream()
                .flatMap(contender -> Step.of(contender).stream())
                .distinct()
                .toList();
        List<PlateauResult> plateaus = new ArrayList<>();
        for (Contender contender : contenders) {
            List<Step> own = Step.of(contender);
            for (int i = 0; i < own.size(); i++) {
                plateaus.add(named(contender.plateaus().get(i), contender.label(), steps.indexOf(own.get(i))));
            }
        }
        return new Results(
                contenders.stream().map(Contender::label).toList(),
                plateaus,
                contenders.stream()
                        .map(Contender::run)
                        .distinct()
                        .mapToInt(run -> run.results().unfinished())
                        .sum());
    }

    /**
     * The contenders against the first one; empty if there is but one, a run has no result, or nothing may be compared.
     */
    public Optional<Comparison> comparison() {
        return contenders.stream()
                        .allMatch(contender -> contender.run().valid()
                                && !contender.run().setting().rigOnly())
                ? Comparison.of(results())
                : Optional.empty();
    }

    private static PlateauResult named(PlateauResult plateau, String label, int step) {
        List<PlateauRun> runs = plateau.runs().stream()
                .map(run -> new PlateauRun(
                        label, run.block(), step, run.start(), run.end(), run.load(), run.generator(), run.kinds()))
                .toList();
        return new PlateauResult(
                label, step, plateau.rate(), runs, plateau.load(), plateau.validity(), plateau.kinds());
    }
}
