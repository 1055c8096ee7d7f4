package dev.flattensync.stress.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.flattensync.stress.measure.Figures;
import dev.flattensync.stress.measure.Results;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of a gate.
 *
 * @param gate the rule, as configured
 * @param outcome whether it was met
 * @param found the figure; empty if there is none
 * @param limit what it was held against, in the same unit
 * @param unit of the figure and the limit: {@code ms}, {@code x} for a ratio, {@code /s}, {@code %}, {@code rows},
 *     {@code bytes}
 * @param reason the figure that was found and the limit, or why there is no figure, in a sentence
 */
public record GateVerdict(
        String gate, Outcome outcome, Optional<Found> found, double limit, String unit, String reason) {
    private static final double NANOS_PER_MILLI = 1e6;
    /** A figure to decide by needs this many times the samples that it needs to be printed. */
    private static final int MORE_SAMPLES = 10;

    /** Whether a gate was met. */
    public enum Outcome {
        /** The run meets the rule. */
        PASS("pass"),
        /** It does not. */
        FAIL("fail"),
        /** The run does not tell. */
        INCONCLUSIVE("inconclusive");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** The outcome as reports print it. */
        @JsonValue
        public String word() {
            return word;
        }
    }

    /**
     * A figure of a run.
     *
     * @param value as measured
     * @param low the lower end of its 95% interval; the value itself if it has none
     * @param high the upper end
     */
    public record Found(double value, double low, double high) {}

    /** Judges a gate by the figures of the highest plateau that is valid in every arm. */
    public static GateVerdict of(Gate gate, Results results) {
        Optional<Integer> step = results.comparedStep();
        if (step.isEmpty()) {
            return inconclusive(gate, "no plateau is valid in every arm, so there is no figure");
        }
        Figures figures =
                results.plateau(gate.arm(), step.get()).kinds().get(gate.kind()).syncLatency();
        OptionalLong figure = figures.percentileNanos(gate.percentile());
        long needed = gate.percentile() >= 100 ? 1 : MORE_SAMPLES * Figures.samplesNeeded(gate.percentile());
        if (figure.isEmpty() || figures.count() < needed) {
            return inconclusive(
                    gate,
                    String.format(
                            Locale.ROOT, "too few samples: %d of the %d needed to decide", figures.count(), needed));
        }
        double millis = figure.getAsLong() / NANOS_PER_MILLI;
        String found = String.format(
                Locale.ROOT, "found %s%.2f ms", figures.isCensored(gate.percentile()) ? "at least " : "", millis);
        boolean met = figure.getAsLong() < gate.limitNanos() && !figures.isCensored(gate.percentile());
        return new GateVerdict(
                gate.text(),
                met ? Outcome.PASS : Outcome.FAIL,
                Optional.of(new Found(millis, millis, millis)),
                gate.limitNanos() / NANOS_PER_MILLI,
                "ms",
                found);
    }

    private static GateVerdict inconclusive(Gate gate, String reason) {
        return new GateVerdict(
                gate.text(), Outcome.INCONCLUSIVE, Optional.empty(), gate.limitNanos() / NANOS_PER_MILLI, "ms", reason);
    }
}
