package dev.flattensync.stress.gate;

import dev.flattensync.stress.measure.Comparison;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rules can name.
 *
 * @param arms the labels of the run's arms
 * @param kinds the labels of its kinds of change, and that of all of them together
 * @param rates the rates of its profile's plateaus, changes per second
 */
public record GateNames(List<String> arms, List<String> kinds, List<Double> rates) {

    /** Adds the label of all kinds together. */
    public GateNames {
        arms = List.copyOf(arms);
        kinds = Stream.concat(kinds.stream(), Stream.of(Comparison.ALL)).toList();
        rates = List.copyOf(rates);
    }

    /** The highest rate of the profile. */
    double highestRate() {
        return rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
