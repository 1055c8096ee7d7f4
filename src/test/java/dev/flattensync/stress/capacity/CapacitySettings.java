package dev.flattensync.stress.capacity;

import dev.flattensync.stress.InvalidInputException;

/**
 * How to search for the highest rate that a sync sustains.
 *
 * @param start the first rate, changes per second; at least 1
 * @param factor how many times the rate before the next one is while it rises, and divides it while it falls; over 1
 * @param precision how far the bracket's upper end may lie above its lower end, as a share of the lower: 0.05 is 5%
 * @param confirmations how many probes of one rate must agree to settle whether it is sustained: of at most twice as
 *     many less one, so it is decided by majority
 * @param maxRate no rate over it is probed, changes per second
 * @param maxProbes no more probes are made, void ones included
 * @param retriesOfVoid how often a void probe is repeated before its rate is given up
 */
public record CapacitySettings(
        double start,
        double factor,
        double precision,
        int confirmations,
        double maxRate,
        int maxProbes,
        int retriesOfVoid) {
    /** The search falls no further, changes per second. */
    static final double LOWEST_RATE = 1;

    /** Three virtual users wait for each change of a second: more of them than that would bring the rig down. */
    static final double HIGHEST_RATE = 100_000;

    /** No plateau tells rates apart that are closer. */
    private static final double FINEST_PRECISION = 0.001;

    /** @throws InvalidInputException if a value is out of its range; it names the value as the configuration does */
    public CapacitySettings {
        require(start >= LOWEST_RATE && Double.isFinite(start), "start", start, "a rate of at least 1 change/s");
        require(factor >= 1 + FINEST_PRECISION && Double.isFinite(factor), "factor", factor, "at least 1.001");
        require(precision >= FINEST_PRECISION && precision < 1, "precision", precision, "0.001 to under 1");
        require(confirmations >= 1, "confirmations", confirmations, "at least 1");
        require(
                maxRate >= start && maxRate <= HIGHEST_RATE,
                "max-rate",
                maxRate,
                "from start, which is %s, to %s".formatted(start, HIGHEST_RATE));
        require(maxProbes >= 1, "max-probes", maxProbes, "at least 1");
        require(retriesOfVoid >= 0, "retries-of-void", retriesOfVoid, "at least 0");
    }

    private static void require(boolean met, String name, Number found, String allowed) {
        if (!met) {
            throw new InvalidInputException("%s = %s: allowed is %s".formatted(name, found, allowed));
        }
    }
}
