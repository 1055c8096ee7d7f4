package dev.flattensync.stress.experiment;

import java.util.List;
import java.util.Optional;

/**
 * All that the experiment measured.
 *
 * @param variants what was compared
 * @param sizes the numbers of comments, ascending; at least one
 * @param cells the answers: one for each size, variant and question, as far as it was asked
 * @param flush how long the disk takes
 */
public record ExperimentResult(List<Variant> variants, List<Long> sizes, List<Cell> cells, FlushTime flush) {

    /** Copies the lists. */
    public ExperimentResult {
        variants = List.copyOf(variants);
        sizes = List.copyOf(sizes);
        cells = List.copyOf(cells);
    }

    /** The answers of a variant to a question at one size, if it was asked. */
    public Optional<Cell> cell(long comments, String variant, Question question) {
        return cells.stream()
                .filter(cell ->
                        cell.comments() == comments && cell.variant().equals(variant) && cell.question() == question)
                .findFirst();
    }

    /** The largest size. */
    public long largest() {
        return sizes.get(sizes.size() - 1);
    }
}
