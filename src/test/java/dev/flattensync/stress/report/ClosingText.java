package dev.flattensync.stress.report;

import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.verify.TableComparison;
import java.nio.file.Path;
import java.util.Map;

/** What stands last on the console: gates, tables, the verdict in words, and where the rest is. */
final class ClosingText {
    private static final int MARK_WIDTH = 12;
    private static final int FILE_WIDTH = 8;
    private static final int SENTENCE_WIDTH = 118;
    private static final String NOT_JUDGED = "not judged";

    private final Lines lines;
    private final RunResult run;

    private ClosingText(Lines lines, RunResult run) {
        this.lines = lines;
        this.run = run;
    }

    /** @param files what the run left, by what it is */
    static void print(Lines lines, RunResult run, Map<String, Path> files) {
        ClosingText text = new ClosingText(lines, run);
        lines.title("Verdict");
        if (!run.setting().rigOnly()) {
            run.results().arms().forEach(text::tables);
        }
        run.failedChecksBesideTables().forEach(text::failed);
        run.gates().forEach(text::gate);
        VerdictText.of(run).forEach(text::sentence);
        if (!files.isEmpty()) {
            lines.add("");
        }
        files.forEach((what, file) -> lines.add(Style.DIM, "  %-" + FILE_WIDTH + "s %s", what, file));
    }

    private void tables(String arm) {
        TableComparison.Outcome outcome = run.verification().get(arm);
        if (outcome == null) {
            mark(Style.INCONCLUSIVE, "NOT COMPARED", "%s: tables not compared with the documents", arm);
        } else if (outcome.equal()) {
            mark(Style.PASS, "equal", "%s: all tables equal the documents, row by row (%,d rows)", arm, outcome.rows());
        } else {
            mark(Style.FAIL, "DIFFERENT", "%s: tables differ from the documents:", arm);
            outcome.differences().forEach(difference -> lines.add("    %s", Lines.start(difference)));
        }
    }

    private void failed(CheckOutcome check) {
        mark(
                Style.FAIL,
                "FAIL",
                "%s: %s",
                check.name(),
                Lines.start(check.problem().orElseThrow()));
    }

    /** A gate is judged by figures, and those of a run without a result mean nothing. */
    private void gate(GateVerdict gate) {
        if (!run.valid()) {
            mark(Style.INCONCLUSIVE, NOT_JUDGED, "%s, since there is no result", gate.gate());
            return;
        }
        String text = "%s: %s".formatted(gate.gate(), gate.reason());
        switch (gate.outcome()) {
            case PASS -> mark(Style.PASS, gate.outcome().word(), "%s", text);
            case FAIL -> mark(Style.FAIL, "FAIL", "%s", text);
            default -> mark(Style.INCONCLUSIVE, gate.outcome().word(), "%s", text);
        }
    }

    /** A sentence in lines that fit, broken between words. */
    private void sentence(String sentence) {
        lines.add("");
        Lines.printable(sentence)
                .replaceAll("(.{1," + SENTENCE_WIDTH + "})( +|$)", "$1\n")
                .lines()
                .forEach(line -> lines.add("  %s", line));
    }

    private void mark(Style style, String mark, String format, Object... arguments) {
        lines.mark(style, mark, MARK_WIDTH, format, arguments);
    }
}
