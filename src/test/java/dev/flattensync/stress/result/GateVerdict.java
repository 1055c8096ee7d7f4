package dev.flattensync.stress.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a gate.
 *
 * @param gate the rule, as configured
 * @param outcome whether it was met
 * @param found the figure; empty if there is none
 * @param limit what it was held against, in the same unit; of a relative gate how many times the other figure it may be
 * @param unit of the figure and the limit: {@code ms}, {@code x} for a ratio, {@code /s}, {@code %}, {@code rows},
 *     {@code bytes}
 * @param reason the figure that was found and the limit, or why there is no figure, in a sentence
 */
public record GateVerdict(
        String gate, Outcome outcome, Optional<Found> found, double limit, String unit, String reason) {
    private static final double CONFIDENCE = 0.95;

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
     * @param high the upper end; infinite if nothing limits it, as of a time-out or of a rate that was sustained, and
     *     then null in {@code results.json}
     */
    @JsonPropertyOrder({"value", "low", "high"})
    public record Found(double value, double low, double high) {

        /** A figure that is exactly known. */
        public static Found exactly(double value) {
            return new Found(value, value, value);
        }

        /** An estimate with its 95% interval. */
        public static Found estimated(RatioEstimate estimate) {
            RatioEstimate.Interval interval = estimate.interval(CONFIDENCE);
            return new Found(estimate.ratio(), interval.low(), interval.high());
        }

        @JsonCreator
        static Found read(
                @JsonProperty("value") double value,
                @JsonProperty("low") double low,
                @JsonProperty("high") OptionalDouble high) {
            return new Found(value, low, high.orElse(Double.POSITIVE_INFINITY));
        }

        /** The upper end; empty if nothing limits it. */
        @JsonProperty("high")
        OptionalDouble upperEnd() {
            return Double.isInfinite(high) ? OptionalDouble.empty() : OptionalDouble.of(high);
        }
    }

    /** The same with more to say. */
    public GateVerdict with(String remark) {
        return new GateVerdict(gate, outcome, found, limit, unit, reason + "; " + remark);
    }
}
