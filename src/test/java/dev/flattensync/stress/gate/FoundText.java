package dev.flattensync.stress.gate;

import dev.flattensync.stress.result.GateVerdict;
import java.util.Locale;
import java.util.Optional;

/** Figures in the reasons of verdicts. */
final class FoundText {
    private FoundText() {}

    /**
     * A figure with its interval, and what that means for the gate.
     *
     * @param over what it is from: {@code 7 blocks}
     * @param reference what a relative figure is relative to
     */
    static String of(Gate gate, GateVerdict.Found found, String over, Optional<Measured> reference) {
        String text = "found %s%s, %s to %s over %s"
                .formatted(
                        with(found.value(), gate),
                        reference.map(other -> " of " + other.name()).orElse(""),
                        number(found.low()),
                        with(found.high(), gate),
                        over);
        return gate.operator().outcome(found, gate.bound().limit()) == GateVerdict.Outcome.INCONCLUSIVE
                ? text + ": the interval straddles the limit"
                : text;
    }

    /** A figure without an interval. */
    static String of(Gate gate, String relation, double value, Optional<Measured> reference) {
        return "found %s%s%s"
                .formatted(
                        relation,
                        with(value, gate),
                        reference.map(other -> " of " + other.name()).orElse(""));
    }

    /** A number in the unit of the gate: {@code 5.00 ms}, {@code 1.05x}, {@code 200/s}. */
    static String with(double value, Gate gate) {
        String unit = gate.unit();
        boolean attached = unit.equals("x") || unit.equals("/s") || unit.equals("%");
        return number(value) + (attached ? "" : " ") + unit;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
