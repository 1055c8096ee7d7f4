package dev.flattensync.stress.compare;

/**
 * What differs between two runs.
 *
 * @param what its name, as in {@code cores} or the configuration's {@code sync.batch.events}
 * @param there of the base, as text; "none" where it has nothing
 * @param here of the run beside it, likewise
 */
public record Difference(String what, String there, String here) {

    /** As a short sentence: {@code cores: 4 there, 2 here}. */
    public String sentence() {
        return "%s: %s there, %s here".formatted(what, there, here);
    }
}
