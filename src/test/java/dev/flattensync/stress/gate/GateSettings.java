package dev.flattensync.stress.gate;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.workload.Rates;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run must meet.
 *
 * @param gates the rules, one for each figure
 * @param inconclusive what a gate that can't be decided does to the run
 * @param baseline the file of the run that is compared with, if a gate is
 * @param compareAnyway whether a baseline counts that is of another machine or load
 */
public record GateSettings(List<Gate> gates, Inconclusive inconclusive, Path baseline, boolean compareAnyway) {

    /** Copies the rules. */
    public GateSettings {
        gates = List.copyOf(gates);
    }

    /** What a gate that can't be decided does to the run. */
    public enum Inconclusive {
        /** It fails it. */
        FAIL,
        /** Nothing. */
        PASS
    }

    /** Whether the run fails by a verdict. */
    public boolean fails(GateVerdict verdict) {
        return switch (verdict.outcome()) {
            case PASS -> false;
            case FAIL -> true;
            case INCONCLUSIVE -> inconclusive == Inconclusive.FAIL;
        };
    }

    /**
     * Refuses a rate that can't be found, since it is never offered.
     *
     * @param highest the highest rate that is offered, changes per second
     * @param offeredBy the key that says so
     * @throws InvalidInputException if a gate demands more
     */
    public void refuseRatesOver(double highest, String offeredBy) {
        for (Gate gate : gates) {
            if (gate.figure() == GateFigure.OfArm.RATE
                    && gate.bound() instanceof Bound.Absolute bound
                    && !gate.operator().isMet(highest, bound.limit())) {
                throw GateParser.invalid(
                        gate.text(),
                        "a rate that %s/s meets, the highest that is offered by %s"
                                .formatted(Rates.number(highest), offeredBy));
            }
        }
    }
}
