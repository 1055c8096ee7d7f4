package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.List;

/**
 * How many lookups of a comment schema2 must save for each pull of post 0 that it makes dearer: what the pull costs
 * more by what a lookup costs less, over the pairs of rounds.
 */
final class BreakEven {

    private BreakEven() {}

    /** In a sentence. */
    static String of(Measured measured, Storage other) {
        String chain = Measured.plain(Storage.SCHEMA2);
        String base = Measured.plain(other);
        double[] dearer = difference(measured, Question.PULL_POST, chain, base);
        double[] cheaper = difference(measured, Question.LOOK_UP_COMMENT, base, chain);
        int rounds = Math.min(dearer.length, cheaper.length);
        if (rounds < 2 || dearer.length != cheaper.length) {
            return "%s against %s: not measured.".formatted(chain, base);
        }
        boolean pullsCostMore = all(dearer, 1);
        boolean lookupsCostLess = all(cheaper, 1);
        if (pullsCostMore && lookupsCostLess) {
            RatioEstimate lookups = RatioEstimate.of(dearer, cheaper);
            RatioEstimate.Interval interval = lookups.interval(Wording.CONFIDENCE);
            return "%s is worth it against %s from %s lookups of a comment per pull of a post on (95%% interval %s to %s)."
                    .formatted(
                            chain,
                            base,
                            Wording.number(lookups.ratio()),
                            Wording.number(interval.low()),
                            Wording.number(interval.high()));
        }
        if (lookupsCostLess && all(dearer, -1)) {
            return "%s beats %s at both lookups of a comment and pulls of a post.".formatted(chain, base);
        }
        if (pullsCostMore && all(cheaper, -1)) {
            return "%s is never worth it against %s: both lookups of a comment and pulls of a post cost more."
                    .formatted(chain, base);
        }
        return "%s against %s: not decided, since not all rounds agree on which of them is faster."
                .formatted(chain, base);
    }

    private static double[] difference(Measured measured, Question question, String variant, String base) {
        List<Long> more = rounds(measured, question, variant);
        List<Long> less = rounds(measured, question, base);
        if (more.size() != less.size()) {
            return new double[0];
        }
        double[] differences = new double[more.size()];
        for (int round = 0; round < differences.length; round++) {
            differences[round] = more.get(round) - less.get(round);
        }
        return differences;
    }

    private static List<Long> rounds(Measured measured, Question question, String variant) {
        return measured.cell(variant, question).map(Cell::roundNanos).orElse(List.of());
    }

    private static boolean all(double[] differences, int sign) {
        for (double difference : differences) {
            if (Math.signum(difference) != sign) {
                return false;
            }
        }
        return true;
    }
}
