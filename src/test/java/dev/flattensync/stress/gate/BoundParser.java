package dev.flattensync.stress.gate;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the limit of a rule: {@code 50 ms}, {@code 1.5 x schema1} or {@code baseline + 10%}. */
final class BoundParser {
    private static final String NUMBER = "\\d+(?:\\.\\d+)?";
    private static final String REFERENCE = "(?<reference>\"[^\"]+\"|[^\"+*×%\\s]+)";
    private static final Pattern ABSOLUTE = Pattern.compile("(?<number>" + NUMBER + ")\\s*(?<unit>[A-Za-z/%]*)");
    private static final Pattern TIMES = Pattern.compile("(?<factor>" + NUMBER + ")\\s*[x*×]\\s*" + REFERENCE);
    private static final Pattern PERCENT =
            Pattern.compile(REFERENCE + "\\s*(?<sign>[+-])\\s*(?<percent>" + NUMBER + ")\\s*%");
    /** A name that can't be taken for a number. */
    private static final Pattern ALONE = Pattern.compile("(?!\\d)" + REFERENCE);

    private static final String BASELINE = "baseline";
    private static final double HUNDRED = 100;

    private static final Map<String, Double> TIMES_OF_MILLIS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3);
    private static final Map<String, Double> BYTES =
            Map.of("B", 1.0, "KiB", 1024.0, "MiB", 1024.0 * 1024, "GiB", 1024.0 * 1024 * 1024);

    private final String rule;
    private final GateFigure figure;
    private final GateOperator operator;

    /** @param rule the whole text, for error messages */
    BoundParser(String rule, GateFigure figure, GateOperator operator) {
        this.rule = rule;
        this.figure = figure;
        this.operator = operator;
    }

    Bound parse(String text) {
        Matcher absolute = ABSOLUTE.matcher(text);
        Double unit = absolute.matches() ? units().get(absolute.group("unit")) : null;
        if (unit != null) {
            return absolute(Double.parseDouble(absolute.group("number")) * unit);
        }
        Matcher times = TIMES.matcher(text);
        if (times.matches()) {
            return relative(Double.parseDouble(times.group("factor")), times.group("reference"));
        }
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            double share = Double.parseDouble(percent.group("percent")) / HUNDRED;
            return relative(percent.group("sign").equals("+") ? 1 + share : 1 - share, percent.group("reference"));
        }
        Matcher alone = ALONE.matcher(text);
        if (alone.matches()) {
            return relative(1, alone.group("reference"));
        }
        throw GateParser.invalid(
                rule, "a limit as in %s, 1.5 x schema1, schema1 + 20%% or baseline + 10%%".formatted(example()));
    }

    private Bound absolute(double limit) {
        boolean none = limit == 0 && figure != GateFigure.OfArm.RATE && !(figure instanceof GateFigure.Latency);
        if (!Double.isFinite(limit) || limit == 0 && !(none && operator == GateOperator.AT_MOST)) {
            throw GateParser.invalid(rule, "a limit over 0, for nothing could meet this one");
        }
        if (figure == GateFigure.OfArm.ERRORS && operator.isMet(HUNDRED, limit)) {
            throw GateParser.invalid(rule, "a limit under 100%, for everything would meet this one");
        }
        return new Bound.Absolute(limit);
    }

    private Bound relative(double factor, String reference) {
        if (!(factor > 0 && Double.isFinite(factor))) {
            throw GateParser.invalid(rule, "a multiple over 0 of the other figure");
        }
        String name = Name.of(reference).text();
        return name.equals(BASELINE) ? new Bound.ToBaseline(factor) : new Bound.ToArm(factor, name);
    }

    private Map<String, Double> units() {
        if (figure instanceof GateFigure.Latency) {
            return TIMES_OF_MILLIS;
        }
        return switch ((GateFigure.OfArm) figure) {
            case RATE -> Map.of("/s", 1.0);
            case ERRORS -> Map.of("%", 1.0);
            case ROWS -> Map.of("", 1.0);
            case WAL -> BYTES;
        };
    }

    private String example() {
        if (figure instanceof GateFigure.Latency) {
            return "50 ms";
        }
        return switch ((GateFigure.OfArm) figure) {
            case RATE -> "200/s";
            case ERRORS -> "0.1%";
            case ROWS -> "12";
            case WAL -> "80 KiB";
        };
    }
}
