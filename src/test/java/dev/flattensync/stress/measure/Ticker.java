package dev.flattensync.stress.measure;

import java.time.Instant;

/** The two clocks of a run, which tests replace by their own. */
public interface Ticker {
    /** The machine's clocks. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant instant() {
            return Instant.now();
        }
    };

    /** A monotonic clock, in nanoseconds: the one that all figures come from. */
    long nanos();

    /** The time of day, for reports and for Gatling, which knows no other. */
    Instant instant();
}
