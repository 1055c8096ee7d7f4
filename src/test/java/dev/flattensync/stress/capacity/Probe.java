package dev.flattensync.stress.capacity;

import dev.flattensync.stress.workload.Rates;

/**
 * One plateau at a constant rate, to see whether the sync sustains it.
 *
 * @param rate changes per second
 * @param phase what it is for
 * @param number its place in the search, from 1
 */
public record Probe(double rate, Phase phase, int number) {

    /** What a probe is for. */
    public enum Phase {
        /** To find a rate that is not sustained or, falling, one that is. */
        RISE("rise"),
        /** To narrow the bracket between the two. */
        BISECT("bisect"),
        /** To repeat what was found at an end of the bracket. */
        CONFIRM("confirm");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /** The phase as reports print it. */
        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return "probe %d (%s, %s)".formatted(number, Rates.text(rate), phase.word());
    }
}
