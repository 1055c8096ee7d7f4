package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which flat schema is the cheapest for a mix: the weighted mean of its questions' medians, one after the other.
 *
 * @param mix the mix
 * @param nanos by variant the expected cost of one change or read; variants that lack an answer are not there
 * @param cheapest the flat schemas that are: the one of the lowest cost, and those that no difference to it is shown of
 * @param others the flat schemas that cost more, with how many times as much
 */
public record Recommendation(
        Mix mix, Map<String, Double> nanos, List<String> cheapest, Map<String, RatioEstimate> others) {

    /** The recommendation for a mix; without the flat schemas nothing is cheapest. */
    static Recommendation of(Measured measured, Mix mix) {
        Map<String, Double> nanos = new LinkedHashMap<>();
        for (Storage storage : Storage.values()) {
            String variant = Measured.plain(storage);
            cost(measured, mix, variant).ifPresent(cost -> nanos.put(variant, cost));
        }
        List<String> flat = Measured.FLAT.stream()
                .map(Measured::plain)
                .filter(nanos::containsKey)
                .sorted(Comparator.comparingDouble(nanos::get))
                .toList();
        List<String> cheapest = new ArrayList<>();
        Map<String, RatioEstimate> others = new LinkedHashMap<>();
        for (String variant : flat) {
            Optional<RatioEstimate> ratio =
                    cheapest.isEmpty() ? Optional.empty() : ratio(measured, mix, variant, flat.get(0));
            if (ratio.isPresent() && ratio.get().interval(Wording.CONFIDENCE).excludesOne()) {
                others.put(variant, ratio.get());
            } else {
                cheapest.add(variant);
            }
        }
        Collections.sort(cheapest);
        return new Recommendation(mix, nanos, cheapest, others);
    }

    /** The cheapest in words, with what may be said of those that are not told apart from it. */
    public String words() {
        if (cheapest.isEmpty()) {
            return Verdict.NOT_MEASURED.words();
        }
        return cheapest.size() == 1 ? cheapest.get(0) : Wording.list(cheapest) + " (no difference shown)";
    }

    private static Optional<Double> cost(Measured measured, Mix mix, String variant) {
        double sum = 0;
        double weights = 0;
        for (Map.Entry<Question, Double> weight : mix.weights().entrySet()) {
            OptionalDouble median = measured.median(variant, weight.getKey());
            if (median.isEmpty()) {
                return Optional.empty();
            }
            sum += weight.getValue() * median.getAsDouble();
            weights += weight.getValue();
        }
        return Optional.of(sum / weights);
    }

    /** Over the pairs of rounds; empty if their numbers differ. */
    private static Optional<RatioEstimate> ratio(Measured measured, Mix mix, String variant, String base) {
        Optional<double[]> figures = rounds(measured, mix, variant);
        Optional<double[]> bases = rounds(measured, mix, base);
        return figures.isPresent()
                        && bases.isPresent()
                        && figures.get().length == bases.get().length
                        && figures.get().length > 1
                ? Optional.of(RatioEstimate.of(figures.get(), bases.get()))
                : Optional.empty();
    }

    private static Optional<double[]> rounds(Measured measured, Mix mix, String variant) {
        double[] sums = null;
        for (Map.Entry<Question, Double> weight : mix.weights().entrySet()) {
            List<Long> rounds = measured.cell(variant, weight.getKey())
                    .map(Cell::roundNanos)
                    .orElse(List.of());
            sums = sums == null ? new double[rounds.size()] : sums;
            if (rounds.isEmpty() || rounds.size() != sums.length) {
                return Optional.empty();
            }
            for (int round = 0; round < sums.length; round++) {
                sums[round] += weight.getValue() * rounds.get(round);
            }
        }
        return Optional.ofNullable(sums);
    }
}
