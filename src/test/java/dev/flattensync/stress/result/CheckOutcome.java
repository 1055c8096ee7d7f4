package dev.flattensync.stress.result;

import java.util.Optional;

/**
 * What became of a check, which must pass in each run or fails it.
 *
 * @param name what must be so
 * @param problem what was found instead, also if the check was never made; empty if it passed
 */
public record CheckOutcome(String name, Optional<String> problem) {
    private static final String NOT_MADE = "was not made, or did not end";

    /** One that a run which was broken off did not come to: nothing is known, so it has not passed. */
    public static CheckOutcome notMade(String name) {
        return new CheckOutcome(name, Optional.of(NOT_MADE));
    }

    /** The name of the check whether an arm's tables are what the documents say. */
    public static String tablesEqual(String arm) {
        return arm + ": tables equal";
    }

    /** Whether all was as it must be. */
    public boolean passed() {
        return problem.isEmpty();
    }
}
