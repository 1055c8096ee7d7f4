package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The whole in a few sentences; what was not measured is left out of them. */
final class Answer {
    private static final String CHAIN = Measured.plain(Storage.SCHEMA2);
    private static final String LINK = Measured.plain(Storage.SCHEMA1);

    private Answer() {}

    static List<String> of(Measured measured, List<Claim> claims, List<Recommendation> recommendations) {
        List<String> sentences = new ArrayList<>();
        indexes(measured).ifPresent(sentences::add);
        schemas(measured).ifPresent(sentences::add);
        recommendations.stream()
                .filter(recommendation -> !recommendation.cheapest().isEmpty())
                .findFirst()
                .ifPresent(first -> sentences.add("For \"%s\" the cheapest flat %s %s%s."
                        .formatted(
                                first.mix().name(),
                                first.cheapest().size() == 1 ? "schema is" : "schemas are",
                                first.words(),
                                others(first))));
        sentences.add(verdicts(claims));
        return sentences;
    }

    private static String others(Recommendation recommendation) {
        List<String> others = new ArrayList<>();
        recommendation.others().forEach((variant, ratio) -> others.add(variant + " costs " + Wording.ratio(ratio)));
        return others.isEmpty() ? "" : "; " + Wording.joined(others);
    }

    private static Optional<String> indexes(Measured measured) {
        List<String> without = medians(measured, Measured::unindexed);
        List<String> with = medians(measured, Measured::plain);
        return without.isEmpty() || with.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Among %s comments, to look one up by its positions takes %s without indexes, and %s with them."
                                .formatted(Wording.count(measured.size()), Wording.list(without), Wording.list(with)));
    }

    private static List<String> medians(Measured measured, Function<Storage, String> label) {
        List<String> medians = new ArrayList<>();
        for (Storage storage : Measured.FLAT) {
            OptionalDouble median = measured.median(label.apply(storage), Question.LOOK_UP_COMMENT);
            median.ifPresent(nanos -> medians.add("%s ms (%s)".formatted(Wording.millis(nanos), storage.word())));
        }
        return medians;
    }

    /** By the same differences as the claim about schemas, so that both say the same. */
    private static Optional<String> schemas(Measured measured) {
        List<Difference> differences = SchemaClaim.differences(measured, Measured::plain);
        Optional<Difference> lookup = of(differences, Question.LOOK_UP_COMMENT);
        Optional<Difference> pull = of(differences, Question.PULL_POST);
        return lookup.isEmpty() || pull.isEmpty()
                ? Optional.empty()
                : Optional.of("With indexes, %s against %s: a lookup is %s, a pull of the first post %s%s."
                        .formatted(CHAIN, LINK, words(lookup.get()), words(pull.get()), PulledPost.written(measured)));
    }

    private static Optional<Difference> of(List<Difference> differences, Question question) {
        return differences.stream()
                .filter(difference -> difference.question() == question
                        && difference.variant().equals(CHAIN))
                .findFirst();
    }

    private static String words(Difference difference) {
        RatioEstimate ratio = difference.ratio();
        if (difference.none()) {
            return "as long to within a tenth, " + Wording.ratio(ratio);
        }
        if (!difference.matters()) {
            return "not shown to differ by a tenth, " + Wording.ratio(ratio);
        }
        RatioEstimate.Interval interval = ratio.interval(Wording.CONFIDENCE);
        boolean faster = difference.faster();
        double low = faster ? 1 / interval.high() : interval.low();
        double high = faster ? 1 / interval.low() : interval.high();
        return "%s times as %s (%s to %s)"
                .formatted(
                        Wording.number(faster ? 1 / ratio.ratio() : ratio.ratio()),
                        faster ? "fast" : "slow",
                        Wording.number(low),
                        Wording.number(high));
    }

    private static String verdicts(List<Claim> claims) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count =
                    claims.stream().filter(claim -> claim.verdict() == verdict).count();
            if (count > 0) {
                counts.add("%d %s".formatted(count, count == 1 ? words(verdict) : plural(words(verdict))));
            }
        }
        return "Of the original experiment's %d claims, %s.".formatted(claims.size(), Wording.list(counts));
    }

    private static String words(Verdict verdict) {
        if (verdict.isConditional()) {
            return verdict.words() + " under a condition";
        }
        return verdict.words().startsWith("not ") ? "is " + verdict.words() : verdict.words();
    }

    private static String plural(String words) {
        return words.replace("does not hold", "do not hold")
                .replace("holds", "hold")
                .replace("is not", "are not");
    }
}
