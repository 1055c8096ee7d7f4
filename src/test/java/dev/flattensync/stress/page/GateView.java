package dev.flattensync.stress.page;

import dev.flattensync.stress.result.GateVerdict;

/**
 * A gate as its table shows it.
 *
 * @param symbol the outcome as a sign
 * @param outcome the outcome as a word, which is its class too
 * @param gate the rule
 * @param reason what was found, and why that is the outcome
 */
record GateView(String symbol, String outcome, String gate, String reason) {

    static GateView of(GateVerdict verdict) {
        return new GateView(symbol(verdict.outcome()), verdict.outcome().word(), verdict.gate(), verdict.reason());
    }

    private static String symbol(GateVerdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case INCONCLUSIVE -> "?";
        };
    }
}
