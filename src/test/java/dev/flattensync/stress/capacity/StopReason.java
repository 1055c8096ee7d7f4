package dev.flattensync.stress.capacity;

import dev.flattensync.stress.workload.Rates;

/** Why a search ended. Rates are changes per second. */
public sealed interface StopReason {

    /** For people. */
    String sentence();

    /**
     * The bracket is as narrow as it should be, and each end was settled by so many probes.
     *
     * @param sustained the lower end
     * @param unsustained the upper end
     * @param confirmations how many probes of each end agreed
     */
    record Converged(double sustained, double unsustained, int confirmations) implements StopReason {
        @Override
        public String sentence() {
            return "Converged: %s sustained, %s not, each seen in %s probes."
                    .formatted(Rates.text(sustained), Rates.text(unsustained), confirmations);
        }
    }

    /** The sync's limit lies above what may be tried. */
    record HighestAllowedSustained(double maxRate, int confirmations) implements StopReason {
        @Override
        public String sentence() {
            return "The highest allowed rate, %s, was sustained in %s probes: the limit lies above it."
                    .formatted(Rates.text(maxRate), confirmations);
        }
    }

    /** The sync's limit lies below what is worth trying. */
    record LowestNotSustained(double rate, String reason) implements StopReason {
        @Override
        public String sentence() {
            return "The lowest rate tried, %s, was not sustained: %s.".formatted(Rates.text(rate), reason);
        }
    }

    /** Above what was found, nothing is known about the sync, since the generator could not keep its schedule. */
    record GeneratorLimit(double rate, String reason) implements StopReason {
        @Override
        public String sentence() {
            return "The generator, not the sync, is the limit: it could not keep its schedule at %s: %s."
                    .formatted(Rates.text(rate), reason);
        }
    }

    /** The search was not done, but may make no more probes. */
    record OutOfProbes(int maxProbes) implements StopReason {
        @Override
        public String sentence() {
            return "Out of probes: the search was not done after %s, which is all that it may make."
                    .formatted(maxProbes);
        }
    }
}
