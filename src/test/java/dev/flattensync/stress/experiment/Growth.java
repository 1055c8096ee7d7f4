package dev.flattensync.stress.experiment;

import dev.flattensync.stress.statistics.GrowthEstimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How the cost of a question grows with the number of comments in all.
 *
 * @param variant the variant's label
 * @param question the question
 * @param latency by the median at each size, each with the same weight; empty if not known of two sizes
 * @param buffers the exponent of the pages that PostgreSQL looked at, counted once at each size; empty if not known of
 *     two sizes
 */
public record Growth(String variant, Question question, Optional<GrowthEstimate> latency, OptionalDouble buffers) {

    /** The growth of a variant's answers to a question. */
    public static Growth of(ExperimentResult result, String variant, Question question) {
        return new Growth(
                variant,
                question,
                estimate(result, variant, question, Cell::medianNanos),
                exponent(result, variant, question, QuestionCost::buffers));
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
        return estimate(
                        result,
                        variant,
                        question,
                        cell -> cell.cost()
                                .map(cost -> OptionalDouble.of(counted.applyAsLong(cost)))
                                .orElse(OptionalDouble.empty()))
                .map(estimate -> OptionalDouble.of(estimate.exponent()))
                .orElse(OptionalDouble.empty());
    }

    /** A cost of 0 has no logarithm: it says that it was not measurable, and is left out. */
    private static Optional<GrowthEstimate> estimate(
            ExperimentResult result, String variant, Question question, Function<Cell, OptionalDouble> cost) {
        Map<Long, Double> costs = new TreeMap<>();
        for (long size : result.sizes()) {
            result.cell(size, variant, question)
                    .map(cost)
                    .filter(of -> of.orElse(0) > 0)
                    .ifPresent(of -> costs.put(size, of.getAsDouble()));
        }
        return costs.size() < 2
                ? Optional.empty()
                : Optional.of(GrowthEstimate.of(
                        costs.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                        costs.values().stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
