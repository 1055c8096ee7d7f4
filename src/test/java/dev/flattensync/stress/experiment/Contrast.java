package dev.flattensync.stress.experiment;

import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How many times the base's latency a variant's is, for one question at one size.
 *
 * @param comments the size: how many comments there are in all
 * @param question the question
 * @param variant the variant's label
 * @param base the label of what it is compared with
 * @param ratio over the pairs of rounds
 */
public record Contrast(long comments, Question question, String variant, String base, RatioEstimate ratio) {

    /**
     * Compares two variants' answers to a question.
     *
     * @return empty if one was not asked, or their rounds do not pair: not the same number, fewer than two, or a median
     *     of 0
     */
    public static Optional<Contrast> of(
            ExperimentResult result, long comments, Question question, String variant, String base) {
        return ratio(result.cell(comments, variant, question), result.cell(comments, base, question))
                .map(ratio -> new Contrast(comments, question, variant, base, ratio));
    }

    /**
     * How many times the base's latency a cell's is, round by round.
     *
     * @return empty if one is missing, or their rounds do not pair: not the same number, fewer than two, or a median of
     *     0
     */
    public static Optional<RatioEstimate> ratio(Optional<Cell> cell, Optional<Cell> base) {
        Optional<double[]> figures = cell.flatMap(Contrast::rounds);
        Optional<double[]> bases = base.flatMap(Contrast::rounds);
        return figures.isPresent()
                        && bases.isPresent()
                        && figures.get().length == bases.get().length
                        && figures.get().length >= 2
                ? Optional.of(RatioEstimate.of(figures.get(), bases.get()))
                : Optional.empty();
    }

    /** The contrasts that the experiment's claims are judged by, at the largest size. */
    public static List<Contrast> all(ExperimentResult result) {
        List<Contrast> contrasts = new ArrayList<>();
        for (Variant base : result.variants()) {
            for (Variant variant : result.variants()) {
                if (isContrast(variant, base)) {
                    for (Question question : Question.values()) {
                        of(result, result.largest(), question, variant.label(), base.label())
                                .ifPresent(contrasts::add);
                    }
                }
            }
        }
        return List.copyOf(contrasts);
    }

    /** The schemas against the first one, and each variant against the plain one: indexed, kept by the sync alone. */
    private static boolean isContrast(Variant variant, Variant base) {
        if (variant.equals(base)) {
            return false;
        }
        if (variant.storage() == base.storage()) {
            return base.isPlain();
        }
        boolean alike = variant.upkeep() == Upkeep.SYNC
                && base.upkeep() == Upkeep.SYNC
                && variant.integrity() == Integrity.APPLICATION
                && base.integrity() == Integrity.APPLICATION
                && variant.indexes() == base.indexes();
        return alike && (base.storage() == Storage.SCHEMA1 || variant.storage() == Storage.JSONB);
    }

    private static Optional<double[]> rounds(Cell cell) {
        return Optional.of(cell.roundNanos().stream()
                        .mapToDouble(Long::doubleValue)
                        .toArray())
                .filter(rounds -> Arrays.stream(rounds).allMatch(nanos -> nanos > 0));
    }
}
