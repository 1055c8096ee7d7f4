package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.workload.Rates;
import java.util.Optional;

/** The plateau that a gate is judged on, and why it can't be if it can't. */
final class UsablePlateau {
    private UsablePlateau() {}

    /** Why there are no figures of the plateau to judge: never there, or void. */
    static Optional<String> missing(Gate gate, Measured arm) {
        Optional<PlateauResult> plateau = arm.plateau(rate(gate));
        if (plateau.isEmpty()) {
            return Optional.of("%s never came to the plateau of %s/s".formatted(arm.name(), text(gate)));
        }
        return plateau.filter(found -> found.validity() instanceof Validity.Void)
                .map(found -> problem(gate, arm, found))
                .or(() -> plateau.filter(PlateauResult::isMostlyVoid)
                        .map(found -> "%d of %d blocks of %s are void, and at most half may be"
                                .formatted(found.voidRuns(), found.runs().size(), arm.name())));
    }

    /** Why nothing can be compared with the plateau: there are no figures of it, or it was not sustained. */
    static Optional<String> notComparable(Gate gate, Measured reference) {
        return missing(gate, reference)
                .or(() -> reference
                        .plateau(rate(gate))
                        .filter(found -> !found.validity().isValid())
                        .map(found -> problem(gate, reference, found)));
    }

    /** What is the matter with a plateau, in a sentence. */
    static String problem(Gate gate, Measured arm, PlateauResult plateau) {
        return "the plateau of %s/s of %s is %s: %s"
                .formatted(
                        text(gate),
                        arm.name(),
                        plateau.validity().word(),
                        plateau.validity().reason());
    }

    /** The plateau of a gate that is not {@link #missing}. */
    static PlateauResult of(Gate gate, Measured arm) {
        return arm.plateau(rate(gate)).orElseThrow();
    }

    private static double rate(Gate gate) {
        return gate.rate().orElseThrow();
    }

    private static String text(Gate gate) {
        return Rates.number(rate(gate));
    }
}
