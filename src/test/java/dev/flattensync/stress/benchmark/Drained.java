package dev.flattensync.stress.benchmark;

/**
 * What an arm did in one round.
 *
 * @param events how many changes it made visible
 * @param nanos in how many nanoseconds
 * @param costs what that took
 */
record Drained(long events, long nanos, Costs costs) {

    /** Both one after the other. */
    Drained plus(Drained other) {
        return new Drained(events + other.events, nanos + other.nanos, costs.plus(other.costs));
    }

    /** Changes made visible per second. */
    double rate() {
        return events * 1e9 / nanos;
    }
}
