package dev.flattensync.stress.page;

import dev.flattensync.stress.result.GateVerdict;

/**
 * A gate as its table shows it.
 *
 * @param symbol the outcome as a sign
 * @param outcome the outcome as a word
 * @param style the class of its colours
 * @param gate the rule
 * @param reason what was found, and why that is the outcome
 */
record GateView(String symbol, String outcome, String style, String gate, String reason) {

    /** @param valid whether the run has a result: without one, figures mean nothing, and neither do verdicts */
    static GateView of(GateVerdict verdict, boolean valid) {
        return valid
                ? new GateView(
                        symbol(verdict.outcome()),
                        verdict.outcome().word(),
                        verdict.outcome().word(),
                        verdict.gate(),
                        verdict.reason())
                : new GateView("–", "not judged", "inconclusive", verdict.gate(), "there is no result");
    }

    private static String symbol(GateVerdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case INCONCLUSIVE -> "?";
        };
    }
}
