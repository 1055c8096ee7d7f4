package dev.flattensync.stress.artifact;

import com.typesafe.config.Config;
import dev.flattensync.stress.report.Lines;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A gate as reports tell of it.
 *
 * @param verdict what the figures say
 * @param status whether it was met, if the run has a result
 * @param fails whether it fails the run
 * @param occurrence 1, or more if gates before it have the same text
 */
record JudgedGate(GateVerdict verdict, Status status, boolean fails, int occurrence) {
    private static final String INCONCLUSIVE = "gates.inconclusive";

    /** What became of a gate. */
    enum Status {
        PASS("pass", "✅"),
        FAIL("fail", "❌"),
        INCONCLUSIVE("inconclusive", "❔"),
        /** A gate is judged by figures, and those of a run without a result mean nothing. */
        NOT_JUDGED("not judged", "➖");

        private final String word;
        private final String symbol;

        Status(String word, String symbol) {
            this.word = word;
            this.symbol = symbol;
        }

        String word() {
            return word;
        }

        String symbol() {
            return symbol;
        }
    }

    /** The gates of a run in their order. */
    static List<JudgedGate> of(RunResult run) {
        boolean inconclusiveFails = inconclusiveFails(run.setting().config());
        Map<String, Integer> occurrences = new HashMap<>();
        List<JudgedGate> gates = new ArrayList<>();
        for (GateVerdict verdict : run.gates()) {
            Status status = run.valid() ? status(verdict.outcome()) : Status.NOT_JUDGED;
            gates.add(new JudgedGate(
                    verdict,
                    status,
                    status == Status.FAIL || status == Status.INCONCLUSIVE && inconclusiveFails,
                    occurrences.merge(oneLine(verdict.gate()), 1, Integer::sum)));
        }
        return gates;
    }

    /** The rule on one line, with a number if others before it have the same text. */
    String name() {
        return oneLine(verdict.gate()) + (occurrence == 1 ? "" : " (%d)".formatted(occurrence));
    }

    /** The figure that was found and the limit, or why there is no figure. */
    String reason() {
        return status == Status.NOT_JUDGED ? "not judged, since there is no result" : oneLine(verdict.reason());
    }

    /** In a configuration that has a plain list of gates, as in one that says nothing, they fail the run. */
    private static boolean inconclusiveFails(Config config) {
        return !config.hasPath(INCONCLUSIVE) || !config.getString(INCONCLUSIVE).equals("pass");
    }

    private static Status status(GateVerdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> Status.PASS;
            case FAIL -> Status.FAIL;
            case INCONCLUSIVE -> Status.INCONCLUSIVE;
        };
    }

    private static String oneLine(String text) {
        return Lines.printable(text.strip().replaceAll("\\s+", " "));
    }
}
