package dev.flattensync.stress.report;

import dev.flattensync.stress.gate.GateVerdict;
import dev.flattensync.stress.gate.GateVerdict.Found;
import dev.flattensync.stress.verify.TableComparison;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Map;

/** What stands last on the console: gates, tables, the verdict in words, and where the rest is. */
final class ClosingText {
    private static final int MARK_WIDTH = 12;
    private static final int FILE_WIDTH = 8;
    private static final int DECIMALS = 3;
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

    /** A gate is judged by figures, and those of a run without a result mean nothing. */
    private void gate(GateVerdict gate) {
        if (!run.valid()) {
            mark(Style.INCONCLUSIVE, NOT_JUDGED, "%s, since there is no result", gate.gate());
            return;
        }
        String found = gate.found()
                .map(figure -> "found %s, ".formatted(figure(figure, gate.unit())))
                .orElse("");
        String limit = "limit %s".formatted(number(gate.limit(), gate.unit()));
        String text = "%s: %s%s".formatted(gate.gate(), found, limit);
        switch (gate.outcome()) {
            case PASS -> mark(Style.PASS, gate.outcome().word(), "%s", text);
            case FAIL -> mark(Style.FAIL, "FAIL", "%s; %s", text, gate.reason());
            default -> mark(Style.INCONCLUSIVE, gate.outcome().word(), "%s; %s", text, gate.reason());
        }
    }

    private static String figure(Found found, String unit) {
        return found.low() == found.high()
                ? number(found.value(), unit)
                : "%s (%s to %s)"
                        .formatted(number(found.value(), unit), number(found.low(), ""), number(found.high(), ""));
    }

    private static String number(double value, String unit) {
        if (!Double.isFinite(value)) {
            return value + " " + unit;
        }
        String plain = new BigDecimal(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return unit.isEmpty() ? plain : unit.equals("x") ? "x " + plain : plain + (unit.equals("/s") ? "" : " ") + unit;
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
