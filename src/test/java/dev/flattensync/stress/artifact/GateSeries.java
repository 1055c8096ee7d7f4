package dev.flattensync.stress.artifact;

import dev.flattensync.stress.result.GateVerdict;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gate judges, whatever its limit: a series goes on if the limit is changed. */
final class GateSeries {
    private static final Pattern RULE = Pattern.compile("(?<figure>.*)[<>]=?(?<bound>[^<>]*)", Pattern.DOTALL);
    /** What stands before or behind the name of another arm or of the baseline. */
    private static final Pattern MULTIPLE = Pattern.compile("^[\\d.]+\\s*[x×*]\\s*|\\s*[+-]\\s*[\\d.]+\\s*%$");

    private static final Pattern NOT_OF_A_FILE_NAME = Pattern.compile("[^a-z0-9.]+");
    private static final int LONGEST_NAME = 80;
    private static final String RATIO = "x";

    private GateSeries() {}

    /**
     * The name of a gate's series: {@code schema1.edit-comment.p95.ms-1a2b3c4d}. The digits tell series apart whose
     * gates, machines or loads differ but whose names do not.
     */
    static String name(JudgedGate gate, SeriesOrigin origin) {
        String figure = figure(gate.verdict()) + (gate.occurrence() == 1 ? "" : "." + gate.occurrence());
        String slug = NOT_OF_A_FILE_NAME
                .matcher(figure.toLowerCase(Locale.ROOT))
                .replaceAll("-")
                .replaceAll("-?\\.-?", ".")
                .replaceAll("^[.-]+|[.-]+$", "");
        return slug.substring(0, Math.min(slug.length(), LONGEST_NAME))
                + "-"
                + SeriesOrigin.digest(List.of(figure, origin.machine(), origin.load()));
    }

    /** The gate without its limit, but with the figure's unit; of a ratio, with what it is a ratio to. */
    private static String figure(GateVerdict verdict) {
        Matcher rule = RULE.matcher(verdict.gate().strip());
        if (!rule.matches()) {
            return verdict.gate().strip();
        }
        String unit = verdict.unit().equals(RATIO)
                ? RATIO + "-" + MULTIPLE.matcher(rule.group("bound").strip()).replaceAll("")
                : verdict.unit();
        return rule.group("figure").replace("\"", "").strip().replaceAll("\\s+", " ")
                + (unit.isEmpty() ? "" : "." + unit.strip());
    }
}
