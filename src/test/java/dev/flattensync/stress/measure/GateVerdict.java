package dev.flattensync.stress.measure;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a gate was met.
 *
 * @param gate the rule
 * @param met whether the figure is there and under the limit
 * @param reason the figure that was found, or why there is none
 */
public record GateVerdict(Gate gate, boolean met, String reason) {
    private static final double NANOS_PER_MILLI = 1e6;
    /** A figure to decide by needs this many times the samples that it needs to be printed. */
    private static final int MORE_SAMPLES = 10;

    /** Judges a gate by the figures of the highest plateau that is valid in every arm. */
    public static GateVerdict of(Gate gate, Results results) {
        Optional<Integer> step = results.comparedStep();
        if (step.isEmpty()) {
            return new GateVerdict(gate, false, "no plateau is valid in every arm, so there is no figure");
        }
        Figures figures =
                results.plateau(gate.arm(), step.get()).kinds().get(gate.kind()).syncLatency();
        OptionalLong figure = figures.percentileNanos(gate.percentile());
        long needed = gate.percentile() >= 100 ? 1 : MORE_SAMPLES * Figures.samplesNeeded(gate.percentile());
        if (figure.isEmpty() || figures.count() < needed) {
            return new GateVerdict(
                    gate,
                    false,
                    String.format(
                            Locale.ROOT, "too few samples: %d of the %d needed to decide", figures.count(), needed));
        }
        String found = String.format(
                Locale.ROOT,
                "found %s%.2f ms",
                figures.isCensored(gate.percentile()) ? "at least " : "",
                figure.getAsLong() / NANOS_PER_MILLI);
        boolean met = figure.getAsLong() < gate.limitNanos() && !figures.isCensored(gate.percentile());
        return new GateVerdict(gate, met, found);
    }
}
