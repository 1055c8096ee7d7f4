package dev.flattensync.stress.gate;

import dev.flattensync.stress.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rules: {@code arm.kind.figure < limit}. */
public final class GateParser {
    private static final Pattern RULE =
            Pattern.compile("(?<subject>(\"[^\"]*\"|[^\"<>])+)(?<operator>[<>]=?)(?<limit>[^<>=]+)");
    private static final Pattern SUBJECT = Pattern.compile(
            "(?<arm>\"[^\"]+\"|[^.\"]+)\\.((?<kind>\"[^\"]+\"|[^.\"]+)\\.)?"
                    + "(?<figure>(?<word>max|p\\d{1,2}(\\.\\d+)?|rate|errors|rows|wal)(\\s+at\\s+(?<at>\\d+(\\.\\d+)?)\\s*/s)?)");
    private static final String FORM =
            "\"arm.kind.p95 < limit\" or \"arm.rate >= limit\", as in \"schema1.edit comment.p95 < 20 ms\"";

    /** It takes ten million samples to state it. */
    private static final double HIGHEST_PERCENTILE = 99.9999;

    private GateParser() {}

    /**
     * Reads a rule.
     *
     * @param names what it can name
     * @return a gate for each figure that it is on, at least one
     * @throws InvalidInputException if it has another form, names what the run does not have, or can't fail when it
     *     should
     */
    public static List<Gate> parse(String text, GateNames names) {
        return rule(text.strip()).gates(names);
    }

    private static GateRule rule(String text) {
        Matcher rule = RULE.matcher(text);
        Matcher subject = SUBJECT.matcher(rule.matches() ? rule.group("subject").strip() : "");
        if (!subject.matches() || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(text, FORM);
        }
        GateFigure figure = figure(text, subject.group("word"));
        Optional<Name> kind = Optional.ofNullable(subject.group("kind")).map(Name::of);
        refuseMisplaced(text, subject, figure, kind.isPresent());
        GateOperator operator = GateOperator.of(rule.group("operator"));
        if (operator.isLowerLimit() != figure.isBetterHigh()) {
            throw invalid(
                    text,
                    figure.isBetterHigh()
                            ? "> or >= for a rate: with %s the gate could not fail when the sync gets slower"
                                    .formatted(operator.sign())
                            : "< or <= for %s: with %s the gate could not fail when it gets worse"
                                    .formatted(subject.group("word"), operator.sign()));
        }
        String limit = rule.group("limit").strip();
        return new GateRule(
                text,
                Name.of(subject.group("arm")),
                kind,
                new GateRule.Written<>(figure, subject.group("figure")),
                subject.group("at") == null
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.parseDouble(subject.group("at"))),
                operator,
                new GateRule.Written<>(new BoundParser(text, figure, operator).parse(limit), limit));
    }

    private static void refuseMisplaced(String text, Matcher subject, GateFigure figure, boolean ofKind) {
        String word = subject.group("word");
        if (figure instanceof GateFigure.Latency && !ofKind) {
            throw invalid(
                    text,
                    "\"arm.kind.%s\", for %s is of a kind of change, or of \"all changes\"".formatted(word, word));
        }
        if (!(figure instanceof GateFigure.Latency) && ofKind) {
            throw invalid(text, "\"arm.%s\", for %s is of all kinds of change together".formatted(word, word));
        }
        if (!figure.ofPlateau() && subject.group("at") != null) {
            throw invalid(text, "%s without \"at\", for it is of all plateaus together".formatted(word));
        }
    }

    private static double percentile(String text, String word) {
        double percentile = Double.parseDouble(word.substring(1));
        if (percentile <= 0 || percentile > HIGHEST_PERCENTILE) {
            throw invalid(text, "a percentile over 0, up to %s, or max".formatted(HIGHEST_PERCENTILE));
        }
        return percentile;
    }

    private static GateFigure figure(String text, String word) {
        if (word.equals("max")) {
            return new GateFigure.Latency(100);
        }
        return word.matches("p\\d.*")
                ? new GateFigure.Latency(percentile(text, word))
                : GateFigure.OfArm.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The error for a rule that can't be used. */
    static InvalidInputException invalid(String text, String allowed) {
        return new InvalidInputException(
                "stress.gates.rules = \"%s\": allowed is %s".formatted(text.replaceAll("\\p{Cntrl}", "?"), allowed));
    }
}
