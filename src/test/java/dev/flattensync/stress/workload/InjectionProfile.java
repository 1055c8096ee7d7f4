package dev.flattensync.stress.workload;

import java.time.Duration;
import java.util.List;

/**
 * When changes are due.
 *
 * @param name as in the configuration
 * @param warmUp run once per arm and not measured; may be empty
 * @param block one measured run of one arm; holds at least one plateau
 * @param rounds how often every arm runs a block and then, in reversed order, another
 */
public record InjectionProfile(String name, List<Step> warmUp, List<Step> block, int rounds) {

    /** Copies the steps. */
    public InjectionProfile {
        warmUp = List.copyOf(warmUp);
        block = List.copyOf(block);
    }

    /**
     * Part of a block: a transition from the rate before, then a plateau.
     *
     * @param rate changes per second, for one arm
     * @param ramp how long the transition takes; zero is at once
     * @param hold how long the plateau lasts; zero if it is only to be passed
     */
    public record Step(double rate, Duration ramp, Duration hold) {}

    /** The rates of the plateaus of a block, changes per second, in their order. */
    public List<Double> plateauRates() {
        return block.stream()
                .filter(step -> !step.hold().isZero())
                .map(Step::rate)
                .toList();
    }

    /** How long the steps take together. */
    public static Duration length(List<Step> steps) {
        return steps.stream().map(step -> step.ramp().plus(step.hold())).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * The rate that is offered at a moment, changes per second; 0 before the first step and after the last.
     *
     * @param nanos since the first step began
     */
    public static double rateAt(List<Step> steps, long nanos) {
        long start = 0;
        double before = 0;
        for (Step step : steps) {
            long plateau = start + step.ramp().toNanos();
            long end = plateau + step.hold().toNanos();
            if (start <= nanos && nanos < plateau) {
                return before + (step.rate() - before) * (nanos - start) / (plateau - start);
            }
            if (plateau <= nanos && nanos < end) {
                return step.rate();
            }
            start = end;
            before = step.rate();
        }
        return 0;
    }
}
