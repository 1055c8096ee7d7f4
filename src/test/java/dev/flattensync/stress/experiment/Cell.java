package dev.flattensync.stress.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The answers to a question by a variant at one size.
 *
 * @param comments the size: how many comments there are in all
 * @param variant the variant's label
 * @param question the question
 * @param count how often it was asked
 * @param p50Nanos the median latency; empty with fewer samples than it takes to state it
 * @param p95Nanos the 95th percentile; empty with fewer samples than it takes to state it
 * @param maxNanos the highest latency
 * @param roundNanos of each round of the experiment the median; the variants took turns in each, so what is at the same
 *     place in two cells of one question and size forms a pair
 * @param cost what PostgreSQL did; empty if it can't be asked
 */
public record Cell(
        long comments,
        String variant,
        Question question,
        long count,
        OptionalLong p50Nanos,
        OptionalLong p95Nanos,
        long maxNanos,
        List<Long> roundNanos,
        Optional<QuestionCost> cost) {

    /** Copies the rounds. */
    public Cell {
        roundNanos = List.copyOf(roundNanos);
    }

    /** The median in nanoseconds; with too few samples to state one, that of the rounds' medians. */
    public OptionalDouble medianNanos() {
        if (p50Nanos.isPresent()) {
            return OptionalDouble.of(p50Nanos.getAsLong());
        }
        long[] sorted = roundNanos.stream().mapToLong(Long::longValue).sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0);
    }
}
