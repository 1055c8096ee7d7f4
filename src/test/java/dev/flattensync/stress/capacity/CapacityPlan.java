package dev.flattensync.stress.capacity;

import dev.flattensync.stress.workload.InjectionProfile.Step;
import java.time.Duration;
import java.util.List;

/**
 * How the capacity of an arm is searched for.
 *
 * @param search which rates are probed
 * @param warmUp steps that are run first and not measured; may be empty
 * @param settle how long the load rises from nothing to a probe's rate; not measured
 * @param hold how long a probe's rate is kept
 */
public record CapacityPlan(CapacitySettings search, List<Step> warmUp, Duration settle, Duration hold) {
    /** A probe that so many seconds' worth of changes wait in is over: the rate is beyond the limit. */
    private static final int SECONDS_WAITING = 2;
    /** Pulls of large elements may take a while at any rate. */
    private static final int FEWEST_WAITING = 20;

    /** Copies the steps. */
    public CapacityPlan {
        warmUp = List.copyOf(warmUp);
    }

    /** With more changes waiting at a rate, a probe is over. */
    public int mostWaiting(double rate) {
        return Math.max(FEWEST_WAITING, (int) Math.ceil(SECONDS_WAITING * rate));
    }

    /** How many virtual users it takes for one to be free a second before each change is due, at the highest rate. */
    public int users() {
        return mostWaiting(search.maxRate()) + (int) Math.ceil(search.maxRate());
    }
}
