package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Cell;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import dev.flattensync.stress.statistics.Finding;
import dev.flattensync.stress.statistics.Findings;
import dev.flattensync.stress.statistics.RatioEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which flat schema is the cheapest for a mix: the weighted mean of its questions, one after the other.
 *
 * @param mix the mix
 * @param nanos by variant the expected cost of one change or read: the geometric mean over the rounds, so that two of
 *     them are to each other as the ratio says; variants that lack an answer are not there
 * @param cheapest the flat schemas that are: the one of the lowest cost, and those that no difference to it is shown of
 * @param others the flat schemas that cost more, with how many times as much
 */
public record Recommendation(
        Mix mix, Map<String, Double> nanos, List<String> cheapest, Map<String, RatioEstimate> others) {

    /** A flat schema against the cheapest in a mix. */
    private record Rival(Mix mix, String variant, RatioEstimate ratio) {}

    /** The recommendations for mixes that are shown together: they share Holm's correction. */
    static List<Recommendation> of(Measured measured, List<Mix> mixes) {
        List<Rival> rivals =
                mixes.stream().flatMap(mix -> rivals(measured, mix).stream()).toList();
        List<Finding> findings = Findings.of(rivals.stream().map(Rival::ratio).toList());
        List<Recommendation> recommendations = new ArrayList<>();
        for (Mix mix : mixes) {
            Map<String, RatioEstimate> others = new LinkedHashMap<>();
            for (int i = 0; i < rivals.size(); i++) {
                Rival rival = rivals.get(i);
                if (rival.mix().equals(mix) && Difference.matters(findings.get(i), rival.ratio())) {
                    others.put(rival.variant(), rival.ratio());
                }
            }
            Map<String, Double> nanos = nanos(measured, mix);
            List<String> cheapest = byCost(nanos).stream()
                    .filter(variant -> !others.containsKey(variant))
                    .sorted()
                    .toList();
            recommendations.add(new Recommendation(mix, nanos, cheapest, others));
        }
        return List.copyOf(recommendations);
    }

    /** The cheapest in words, with what may be said of those that are not told apart from it. */
    public String words() {
        if (cheapest.isEmpty()) {
            return Verdict.NOT_MEASURED.words();
        }
        return cheapest.size() == 1 ? cheapest.get(0) : Wording.list(cheapest) + " (no difference shown)";
    }

    private static List<Rival> rivals(Measured measured, Mix mix) {
        List<String> flat = byCost(nanos(measured, mix));
        List<Rival> rivals = new ArrayList<>();
        for (String variant : flat.subList(Math.min(1, flat.size()), flat.size())) {
            double[] figures = rounds(measured, mix, variant).orElseThrow();
            double[] bases = rounds(measured, mix, flat.get(0)).orElseThrow();
            if (figures.length == bases.length && figures.length > 1) {
                rivals.add(new Rival(mix, variant, RatioEstimate.of(figures, bases)));
            }
        }
        return rivals;
    }

    private static Map<String, Double> nanos(Measured measured, Mix mix) {
        Map<String, Double> nanos = new LinkedHashMap<>();
        for (Storage storage : Storage.values()) {
            String variant = Measured.plain(storage);
            rounds(measured, mix, variant)
                    .ifPresent(rounds -> nanos.put(
                            variant,
                            Math.exp(Arrays.stream(rounds)
                                    .map(Math::log)
                                    .average()
                                    .orElseThrow())));
        }
        return nanos;
    }

    private static List<String> byCost(Map<String, Double> nanos) {
        return Measured.FLAT.stream()
                .map(Measured::plain)
                .filter(nanos::containsKey)
                .sorted(Comparator.comparingDouble(nanos::get))
                .toList();
    }

    /** What one change or read of the mix costs in each round; empty without all answers, or with one of no time. */
    private static Optional<double[]> rounds(Measured measured, Mix mix, String variant) {
        double weights =
                mix.weights().values().stream().mapToDouble(Double::doubleValue).sum();
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
                sums[round] += weight.getValue() / weights * rounds.get(round);
            }
        }
        return Optional.ofNullable(sums).filter(all -> Arrays.stream(all).allMatch(sum -> sum > 0));
    }
}
