package dev.flattensync.stress.environment;

import dev.flattensync.stress.InvalidInputException;
import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.util.List;

/** Reads the steps of a load. */
final class StepsReader {
    private StepsReader() {}

    /** The steps below a key. */
    static List<Step> read(Keys keys, String key) {
        return keys.list(key).stream().map(StepsReader::step).toList();
    }

    private static Step step(Keys keys) {
        keys.allow(List.of("rate", "ramp", "hold"));
        Step step = new Step(keys.positive("rate"), keys.durationOrZero("ramp"), keys.durationOrZero("hold"));
        if (step.ramp().isZero() && step.hold().isZero()) {
            throw new InvalidInputException(keys.prefix() + " takes no time: allowed is a ramp or a hold over 0");
        }
        return step;
    }
}
