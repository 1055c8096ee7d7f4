package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.ExperimentResult;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was expected of the design before it was measured: that one variant is so many times as fast as another.
 *
 * @param question asked of both
 * @param variant the one that should be fast
 * @param against the one that should be slow
 * @param required how many times as long the other should take, at least
 * @param ratio how many times as long it takes; empty if not measured
 * @param most how many times as long it takes as a commit that does nothing: no ratio can be over that. Empty if not
 *     known, or if the disk is not what decides
 * @param verdict holds if the whole interval is at or over what is required, does not hold if all of it is under
 */
public record Expectation(
        Question question,
        String variant,
        String against,
        double required,
        Optional<RatioEstimate> ratio,
        OptionalDouble most,
        Verdict verdict) {
    /** From here on the disk's flush alone decides how fast an edit is. */
    public static final long SLOW_FLUSH_NANOS = 500_000;

    private static final double LOOK_UP = 300;
    private static final double DELETE = 5;
    static final double EDIT_TO_REWRITE = 100;
    private static final double EDIT_TO_JSONB = 30;

    /** All of them, judged. */
    public static List<Expectation> of(ExperimentResult result) {
        Measured measured = new Measured(result);
        String chain = Measured.plain(Storage.SCHEMA2);
        String unindexed = Measured.unindexed(Storage.SCHEMA2);
        return Stream.of(
                        Stream.of(
                                judge(measured, Question.LOOK_UP_COMMENT, chain, unindexed, LOOK_UP),
                                judge(measured, Question.DELETE_USER, chain, unindexed, DELETE)),
                        edits(measured, Measured::rewritten, EDIT_TO_REWRITE),
                        edits(measured, storage -> Storage.JSONB.word(), EDIT_TO_JSONB))
                .flatMap(expectations -> expectations)
                .toList();
    }

    private static Stream<Expectation> edits(Measured measured, Function<Storage, String> against, double required) {
        return Stream.of(Storage.SCHEMA1, Storage.SCHEMA2)
                .map(storage -> judge(
                        measured, Question.EDIT_COMMENT, Measured.plain(storage), against.apply(storage), required));
    }

    private static Expectation judge(
            Measured measured, Question question, String variant, String against, double required) {
        Optional<RatioEstimate> ratio = measured.ratio(question, against, variant);
        OptionalDouble slow = measured.median(against, question);
        long commit = measured.result().flush().commitNanos();
        OptionalDouble most = slow.isEmpty() || commit == 0 || question != Question.EDIT_COMMENT
                ? OptionalDouble.empty()
                : OptionalDouble.of(slow.getAsDouble() / commit);
        boolean slowDisk =
                question == Question.EDIT_COMMENT && measured.result().flush().nanos() > SLOW_FLUSH_NANOS;
        Verdict verdict = ratio.map(estimate -> slowDisk ? Verdict.NOT_JUDGED : verdict(estimate, required))
                .orElse(Verdict.NOT_MEASURED);
        return new Expectation(question, variant, against, required, ratio, most, verdict);
    }

    private static Verdict verdict(RatioEstimate estimate, double required) {
        RatioEstimate.Interval interval = estimate.interval(Wording.CONFIDENCE);
        if (interval.low() >= required) {
            return Verdict.HOLDS;
        }
        return interval.high() < required ? Verdict.DOES_NOT_HOLD : Verdict.NOT_DECIDED;
    }
}
