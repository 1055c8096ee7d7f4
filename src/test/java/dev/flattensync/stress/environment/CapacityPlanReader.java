package dev.flattensync.stress.environment;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.capacity.CapacityPlan;
import dev.flattensync.stress.capacity.CapacitySettings;

/** Reads how the highest rate is searched for. */
final class CapacityPlanReader {
    private CapacityPlanReader() {}

    static CapacityPlan read(Keys keys) {
        return new CapacityPlan(
                settings(keys),
                StepsReader.read(keys, "warm-up"),
                keys.durationOrZero("settle"),
                keys.duration("hold"));
    }

    private static CapacitySettings settings(Keys keys) {
        double start = keys.positive("start");
        double factor = keys.positive("factor");
        double precision = keys.positive("precision");
        double maxRate = keys.positive("max-rate");
        int confirmations = keys.count("confirmations");
        int maxProbes = keys.count("max-probes");
        int retriesOfVoid = (int) keys.notNegative("retries-of-void");
        try {
            return new CapacitySettings(start, factor, precision, confirmations, maxRate, maxProbes, retriesOfVoid);
        } catch (InvalidInputException e) {
            throw new InvalidInputException(keys.prefix() + ": " + e.getMessage());
        }
    }
}
