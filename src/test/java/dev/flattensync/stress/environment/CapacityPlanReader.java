package dev.flattensync.stress.environment;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacitySettings;
import java.time.Duration;

/** Reads how the highest rate is searched for. */
final class CapacityPlanReader {
    private static final Duration SHORTEST_HOLD = Duration.ofSeconds(1);

    private CapacityPlanReader() {}

    static CapacityPlan read(Keys keys) {
        return new CapacityPlan(
                settings(keys), StepsReader.read(keys, "warm-up"), keys.durationOrZero("settle"), hold(keys));
    }

    /** At the lowest rate, a shorter plateau would have no change. */
    private static Duration hold(Keys keys) {
        Duration hold = keys.duration("hold");
        if (hold.compareTo(SHORTEST_HOLD) < 0) {
            throw keys.invalid("hold", hold.toMillis() + " ms", "a duration of at least 1 s");
        }
        return hold;
    }

    private static CapacitySettings settings(Keys keys) {
        double start = keys.positive("start");
        double factor = keys.positive("factor");
        double precision = keys.positive("precision");
        double maxRate = keys.positive("max-rate");
        int confirmations = keys.count("confirmations");
        int maxProbes = keys.count("max-probes");
        int retriesOfVoid = keys.countOrZero("retries-of-void");
        try {
            return new CapacitySettings(start, factor, precision, confirmations, maxRate, maxProbes, retriesOfVoid);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(keys.prefix() + "." + e.getMessage());
        }
    }
}
