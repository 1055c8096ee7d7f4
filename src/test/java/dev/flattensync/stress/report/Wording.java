package dev.flattensync.stress.report;

import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.statistics.GrowthEstimate;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures in words, the same in every country. */
public final class Wording {
    public static final double CONFIDENCE = 0.95;
    public static final String NONE = "–";

    private static final double NANOS_PER_MILLI = 1e6;
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Wording() {}

    /** A number with three digits: {@code 0.0871}, {@code 1.57}, {@code 1,230}. */
    public static String number(double value) {
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        return rounded.scale() > 0 ? rounded.toPlainString() : String.format(Locale.ROOT, "%,d", rounded.longValue());
    }

    /** A count with separators between thousands. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Milliseconds, without the unit. */
    public static String millis(double nanos) {
        return number(nanos / NANOS_PER_MILLI);
    }

    /** A ratio with its interval: {@code x 1.57 (0.990 to 2.49)}. */
    public static String ratio(RatioEstimate ratio) {
        RatioEstimate.Interval interval = ratio.interval(CONFIDENCE);
        return "x %s (%s to %s)".formatted(number(ratio.ratio()), number(interval.low()), number(interval.high()));
    }

    /** A gate's figure with its interval, if it has one: {@code 12.5 ms (11.5 to 14.5)}. */
    public static String found(GateVerdict.Found found, String unit) {
        if (Double.isInfinite(found.high())) {
            return "at least %s %s".formatted(number(found.low()), unit);
        }
        String value = "%s %s".formatted(number(found.value()), unit);
        return found.low() == found.high()
                ? value
                : "%s (%s to %s)".formatted(value, number(found.low()), number(found.high()));
    }

    /** An exponent with those between neighbouring sizes, if there are several: {@code 0.93 (0.90, 0.95)}. */
    public static String exponent(GrowthEstimate growth) {
        return exponent(growth.exponent())
                + (growth.steps().size() < 2
                        ? ""
                        : " (%s)"
                                .formatted(joined(growth.steps().stream()
                                        .map(step -> exponent(step.doubleValue()))
                                        .toList())));
    }

    /** An exponent with two decimals; what rounds to zero has no sign. */
    public static String exponent(double exponent) {
        String text = String.format(Locale.ROOT, "%.2f", exponent);
        return text.equals("-0.00") ? "0.00" : text;
    }

    /** Words as a sentence lists them: {@code a, b and c}. */
    public static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** Several words each with a figure: {@code schema1 138 ms, schema2 195 ms}. */
    public static String joined(List<String> parts) {
        return parts.stream().collect(Collectors.joining(", "));
    }
}
