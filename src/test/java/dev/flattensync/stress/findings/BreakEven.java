package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.findings.Difference.Pair;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many lookups of a comment schema2 must save for each pull of post 0 that it makes dearer: what the pull costs
 * more by what a lookup costs less.
 */
final class BreakEven {
    private static final String CHAIN = Measured.plain(Storage.SCHEMA2);

    private BreakEven() {}

    /** In a sentence. */
    static String of(Measured measured, Storage other) {
        String base = Measured.plain(other);
        List<Difference> differences = differences(measured, other);
        Optional<Difference> pulls = of(differences, Question.PULL_POST);
        Optional<Difference> lookups = of(differences, Question.LOOK_UP_COMMENT);
        if (pulls.isEmpty() || lookups.isEmpty()) {
            return "%s against %s: not measured.".formatted(CHAIN, base);
        }
        return "%s against %s: %s.".formatted(CHAIN, base, words(measured, base, pulls.get(), lookups.get()));
    }

    private static String words(Measured measured, String base, Difference pull, Difference lookup) {
        if (!pull.judged() || !lookup.judged()) {
            return "not decided, since there are too few pairs of rounds";
        }
        if (lookup.faster() && pull.slower()) {
            return "worth it from %s".formatted(lookups(measured, base, pull.ratio(), lookup.ratio()));
        }
        if (pull.slower() && !lookup.slower()) {
            return "no difference in lookups of a comment shown, so no number of them pays for the dearer pulls of a post";
        }
        if (lookup.slower() && !pull.faster()) {
            return "never worth it: lookups of a comment cost more, and pulls of a post "
                    + (pull.slower() ? "do, too" : "are not shown to cost less");
        }
        return "lookups of a comment %s, pulls of a post %s".formatted(words(lookup), words(pull));
    }

    private static String words(Difference difference) {
        if (difference.faster()) {
            return "cost less";
        }
        return difference.slower() ? "cost more" : "are not shown to differ";
    }

    /** The base's medians are taken as they are; the range is that of both intervals' ends, so wider than 95% needs. */
    private static String lookups(Measured measured, String base, RatioEstimate pull, RatioEstimate lookup) {
        double pulls = measured.median(base, Question.PULL_POST).orElseThrow()
                / measured.median(base, Question.LOOK_UP_COMMENT).orElseThrow();
        RatioEstimate.Interval dearer = pull.interval(Wording.CONFIDENCE);
        RatioEstimate.Interval cheaper = lookup.interval(Wording.CONFIDENCE);
        return "%s lookups of a comment per pull of a post on (%s to %s by the ends of both 95%% intervals)"
                .formatted(
                        Wording.number(pulls * (pull.ratio() - 1) / (1 - lookup.ratio())),
                        Wording.number(pulls * (dearer.low() - 1) / (1 - cheaper.low())),
                        Wording.number(pulls * (dearer.high() - 1) / (1 - cheaper.high())));
    }

    /** Against schema1 those of the claim about schemas, so that the page does not contradict itself. */
    private static List<Difference> differences(Measured measured, Storage other) {
        return other == Storage.SCHEMA1
                ? SchemaClaim.differences(measured, Measured::plain)
                : Difference.of(
                        measured,
                        Arrays.stream(Question.values())
                                .map(question -> new Pair(question, CHAIN, Measured.plain(other)))
                                .toList());
    }

    private static Optional<Difference> of(List<Difference> differences, Question question) {
        return differences.stream()
                .filter(difference -> difference.question() == question
                        && difference.variant().equals(CHAIN))
                .findFirst();
    }
}
