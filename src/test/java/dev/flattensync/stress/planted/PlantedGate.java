package dev.flattensync.stress.planted;

import dev.flattensync.stress.result.GateVerdict;
import java.util.Optional;

/** Verdicts on gates. */
public final class PlantedGate {
    private PlantedGate() {}

    /** A figure that is under the limit of 20 ms. */
    public static GateVerdict passed(String gate) {
        return found(gate, GateVerdict.Outcome.PASS, 12.5);
    }

    /** A figure that is over it. */
    public static GateVerdict failed(String gate) {
        return found(gate, GateVerdict.Outcome.FAIL, 25);
    }

    /** No figure. */
    public static GateVerdict inconclusive(String gate) {
        return new GateVerdict(
                gate,
                GateVerdict.Outcome.INCONCLUSIVE,
                Optional.empty(),
                20,
                "ms",
                "too few samples: 7 of the 2000 needed to decide");
    }

    private static GateVerdict found(String gate, GateVerdict.Outcome outcome, double value) {
        return new GateVerdict(
                gate,
                outcome,
                Optional.of(new GateVerdict.Found(value, value - 1, value + 2)),
                20,
                "ms",
                "found %.2f ms".formatted(value));
    }
}
