package dev.flattensync.stress.gate;

import dev.flattensync.stress.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule on a figure that a run must meet.
 *
 * @param text as configured: {@code schema2.pull post.p95 < 50 ms}
 * @param arm the arm's label
 * @param kind the label of the kind of change
 * @param percentile 0 to 100; 100 is the maximum
 * @param limitNanos the figure must be under it
 */
public record Gate(String text, String arm, String kind, double percentile, long limitNanos) {
    private static final Pattern FORM = Pattern.compile(
            "\"?(?<arm>[^.\"]+)\"?\\.\"?(?<kind>[^.\"]+)\"?\\.(?<figure>max|p\\d{1,2}(\\.\\d+)?)\\s*<\\s*(?<limit>\\d+(\\.\\d+)?)\\s*(?<unit>us|ms|s)");
    private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9);

    /**
     * Reads a gate.
     *
     * @param arms the labels that may be named
     * @param kinds the kinds of change that may be named
     * @throws InvalidInputException if it has another form, or names what the run does not have
     */
    public static Gate parse(String text, List<String> arms, List<String> kinds) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid(text, "\"arm.kind.figure < limit\", as in \"schema1.edit comment.p95 < 20 ms\"");
        }
        if (!arms.contains(matcher.group("arm"))) {
            throw invalid(text, "an arm of this run: " + String.join(", ", arms));
        }
        if (!kinds.contains(matcher.group("kind"))) {
            throw invalid(text, "a kind of change of this run: " + String.join(", ", kinds));
        }
        String figure = matcher.group("figure");
        double percentile = figure.equals("max") ? 100 : Double.parseDouble(figure.substring(1));
        long limit = Math.round(Double.parseDouble(matcher.group("limit")) * NANOS.get(matcher.group("unit")));
        return new Gate(text.strip(), matcher.group("arm"), matcher.group("kind"), percentile, limit);
    }

    private static InvalidInputException invalid(String text, String allowed) {
        return new InvalidInputException("stress.gates = \"%s\": allowed is %s".formatted(text, allowed));
    }
}
