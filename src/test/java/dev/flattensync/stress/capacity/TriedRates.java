package dev.flattensync.stress.capacity;

import dev.flattensync.stress.measure.Validity;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** The rates that were probed, and which of them are the ends of the bracket. */
final class TriedRates {
    private final CapacitySettings settings;
    private final NavigableMap<Double, Tally> tallies = new TreeMap<>();

    TriedRates(CapacitySettings settings) {
        this.settings = settings;
    }

    void add(double rate, Validity outcome) {
        tallies.put(rate, tally(rate).with(outcome));
    }

    /** Whether so many probes were sustained that it counts as sustained. */
    boolean confirmed(double rate) {
        return tally(rate).sustained() >= settings.confirmations();
    }

    /** Whether so many probes were not sustained that it counts as not sustained. */
    boolean refuted(double rate) {
        return tally(rate).unsustained() >= settings.confirmations();
    }

    /** Whether the generator was given all its chances to keep the schedule, and did not. */
    boolean outOfReach(double rate) {
        return tally(rate).voids() > settings.retriesOfVoid();
    }

    /** Why the rate was last not sustained or void. */
    String reason(double rate) {
        return tally(rate).reason();
    }

    /** The lowest rate that counts as too high for now: it was never sustained, or refuted, or is out of reach. */
    OptionalDouble upperEnd() {
        return lowest(rate -> tooHigh(rate) || outOfReach(rate));
    }

    /** The highest rate below the upper end that was sustained. */
    OptionalDouble lowerEnd() {
        double under = upperEnd().orElse(Double.POSITIVE_INFINITY);
        return highest(rate -> rate < under && tally(rate).sustained() > 0);
    }

    /** The highest rate that counts as sustained. */
    OptionalDouble highestConfirmed() {
        return highest(this::confirmed);
    }

    /** The lowest rate above another one that was too high for the sync, not for the generator. */
    OptionalDouble lowestTooHigh(double over) {
        return lowest(rate -> rate > over && tooHigh(rate));
    }

    private boolean tooHigh(double rate) {
        return refuted(rate) || tally(rate).unsustained() > 0 && tally(rate).sustained() == 0;
    }

    private Tally tally(double rate) {
        return tallies.getOrDefault(rate, Tally.NONE);
    }

    private OptionalDouble lowest(DoublePredicate which) {
        return tallies.keySet().stream()
                .mapToDouble(Double::doubleValue)
                .filter(which)
                .findFirst();
    }

    private OptionalDouble highest(DoublePredicate which) {
        return tallies.descendingKeySet().stream()
                .mapToDouble(Double::doubleValue)
                .filter(which)
                .findFirst();
    }
}
