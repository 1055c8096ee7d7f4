package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.Findings;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What may be said of a variant against its base in one question.
 *
 * @param question the question
 * @param variant the variant's label
 * @param base the base's label
 * @param ratio how many times the base's latency the variant's is
 * @param finding with Holm's correction over the differences that are found together
 */
record Difference(Question question, String variant, String base, RatioEstimate ratio, Finding finding) {
    /** Differences under a tenth are none that anybody would choose a schema for. */
    static final double LEAST = 1.1;

    static final Comparator<Difference> BY_SIZE = Comparator.comparingDouble(Difference::factor);

    /** What is compared with what. */
    record Pair(Question question, String variant, String base) {}

    /** The differences of those pairs that were measured. */
    static List<Difference> of(Measured measured, List<Pair> pairs) {
        List<Pair> known = new ArrayList<>();
        List<RatioEstimate> ratios = new ArrayList<>();
        for (Pair pair : pairs) {
            measured.ratio(pair.question(), pair.variant(), pair.base()).ifPresent(ratio -> {
                known.add(pair);
                ratios.add(ratio);
            });
        }
        List<Finding> findings = Findings.of(ratios);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            Pair pair = known.get(i);
            differences.add(
                    new Difference(pair.question(), pair.variant(), pair.base(), ratios.get(i), findings.get(i)));
        }
        return List.copyOf(differences);
    }

    /** The rule of the whole page: whether there is a difference by its finding, and one of a tenth at least. */
    static boolean matters(Finding finding, RatioEstimate ratio) {
        return (finding == Finding.FASTER || finding == Finding.SLOWER) && factor(ratio) >= LEAST;
    }

    /** Whether there is one, and one that matters. */
    boolean matters() {
        return matters(finding, ratio);
    }

    boolean slower() {
        return matters() && ratio.ratio() > 1;
    }

    boolean faster() {
        return matters() && ratio.ratio() < 1;
    }

    /** Whether it is shown to be none: the whole interval is within a tenth. Not to show one is not enough. */
    boolean none() {
        return judged() && interval().low() >= 1 / LEAST && interval().high() <= LEAST;
    }

    /** Whether it is shown to be slower by that much: the whole interval is. */
    boolean atLeast(double times) {
        return finding == Finding.SLOWER && interval().low() >= times;
    }

    /** Whether it is shown not to be slower by that much: the whole interval is under it. */
    boolean under(double times) {
        return judged() && interval().high() < times;
    }

    boolean judged() {
        return finding != Finding.TOO_FEW_PAIRS;
    }

    /** How far the ratio is from 1, in either direction. */
    double factor() {
        return factor(ratio);
    }

    private static double factor(RatioEstimate ratio) {
        return Math.max(ratio.ratio(), 1 / ratio.ratio());
    }

    private RatioEstimate.Interval interval() {
        return ratio.interval(Wording.CONFIDENCE);
    }

    /** As in {@code pull post 0: x 21.4 (21.0 to 21.8)}. */
    String words() {
        return question.label() + ": " + Wording.ratio(ratio);
    }
}
