package dev.flattensync.stress.experiment;

import dev.flattensync.stress.statistics.GrowthEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/**
 * How the cost of a question grows with the number of comments in all.
 *
 * @param variant the variant's label
 * @param question the question
 * @param latency by the medians of all rounds at all sizes; empty if there is but one size
 * @param buffers the exponent of the pages that PostgreSQL looked at, which have no noise; empty if not known of two
 *     sizes
 */
public record Growth(String variant, Question question, Optional<GrowthEstimate> latency, OptionalDouble buffers) {

    /** A number for each size at which it is known. */
    private record Points(List<Double> sizes, List<Double> costs) {
        Points() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        /** A cost of 0 has no logarithm: it says that it was not measurable, and is left out. */
        void add(double size, double cost) {
            if (cost > 0) {
                sizes.add(size);
                costs.add(cost);
            }
        }

        Optional<GrowthEstimate> estimate() {
            return sizes.stream().distinct().count() < 2
                    ? Optional.empty()
                    : Optional.of(GrowthEstimate.of(array(sizes), array(costs)));
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /** The growth of a variant's answers to a question. */
    public static Growth of(ExperimentResult result, String variant, Question question) {
        Points latencies = new Points();
        for (long size : result.sizes()) {
            result.cell(size, variant, question)
                    .ifPresent(cell -> cell.roundNanos().forEach(nanos -> latencies.add(size, nanos)));
        }
        return new Growth(
                variant, question, latencies.estimate(), exponent(result, variant, question, QuestionCost::buffers));
    }

    /** The growth of each variant's answers to each question that it was asked. */
    public static List<Growth> all(ExperimentResult result) {
        return result.variants().stream()
                .map(Variant::label)
                .flatMap(variant -> List.of(Question.values()).stream()
                        .filter(question -> result.sizes().stream()
                                .anyMatch(size ->
                                        result.cell(size, variant, question).isPresent()))
                        .map(question -> of(result, variant, question)))
                .toList();
    }

    /** The exponent of what PostgreSQL counted; empty if not known of two sizes. */
    public static OptionalDouble exponent(
            ExperimentResult result, String variant, Question question, ToLongFunction<QuestionCost> counted) {
        Points counts = new Points();
        for (long size : result.sizes()) {
            result.cell(size, variant, question)
                    .flatMap(Cell::cost)
                    .ifPresent(cost -> counts.add(size, counted.applyAsLong(cost)));
        }
        return counts.estimate()
                .map(estimate -> OptionalDouble.of(estimate.exponent()))
                .orElse(OptionalDouble.empty());
    }
}
