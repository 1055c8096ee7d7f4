package dev.flattensync.stress.report;

import dev.flattensync.stress.measure.Comparison;
import dev.flattensync.stress.measure.Comparison.Cell;
import dev.flattensync.stress.measure.PlateauResult;
import dev.flattensync.stress.measure.Results;
import dev.flattensync.stress.measure.Validity;
import dev.flattensync.stress.result.CheckOutcome;
import dev.flattensync.stress.result.GateVerdict;
import dev.flattensync.stress.result.RunResult;
import dev.flattensync.stress.workload.Rates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a run says, in sentences that are plain text. It claims what the comparison found and nothing more: that no
 * difference is shown, or that there are too few pairs, is not a finding.
 */
public final class VerdictText {
    /** How many checks that failed are named. */
    private static final int MOST_CHECKS = 10;

    private final RunResult run;
    private final List<String> sentences = new ArrayList<>();

    private VerdictText(RunResult run) {
        this.run = run;
    }

    /** The sentences, the most important first; at least one. Names in them are as configured, not escaped. */
    public static List<String> of(RunResult run) {
        VerdictText text = new VerdictText(run);
        if (run.valid()) {
            text.failedChecks("Checks failed, so the figures are in doubt: %s.");
            text.figures();
            text.unfinished();
        } else {
            text.noResult();
            text.failedChecks("Checks failed besides: %s.");
        }
        text.gates();
        return List.copyOf(text.sentences);
    }

    private void noResult() {
        List<String> differ = arms(arm -> run.verification().containsKey(arm)
                && !run.verification().get(arm).equal());
        List<String> notCompared = arms(arm -> !run.verification().containsKey(arm));
        List<String> why = new ArrayList<>();
        if (!differ.isEmpty()) {
            why.add("the tables of %s differ from the documents".formatted(Wording.list(differ)));
        }
        if (!notCompared.isEmpty()) {
            why.add("the tables of %s were not compared with the documents".formatted(Wording.list(notCompared)));
        }
        sentences.add("No result: %s, so figures would mean nothing.".formatted(String.join(", and ", why)));
    }

    /** Those that passed need no words. */
    private void failedChecks(String sentence) {
        List<CheckOutcome> failed = run.failedChecksBesideTables();
        if (failed.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        failed.stream().limit(MOST_CHECKS).forEach(check -> names.add(Lines.start(check.name())));
        if (failed.size() > MOST_CHECKS) {
            names.add("%s more".formatted(Wording.count(failed.size() - MOST_CHECKS)));
        }
        sentences.add(sentence.formatted(String.join("; ", names)));
    }

    private void figures() {
        Results results = run.results();
        if (run.setting().rigOnly()) {
            sentences.add("The rig alone: this sync keeps no tables, so nothing can be said of a schema.");
        } else if (!run.capacities().isEmpty()) {
            run.capacities()
                    .forEach(capacity ->
                            sentences.add("%s: %s.".formatted(capacity.arm(), CapacityTable.bracket(capacity))));
        } else if (results.comparedStep().isEmpty()) {
            sentences.add("Nothing can be said of latencies: no plateau is valid in %s."
                    .formatted(results.arms().size() == 1 ? results.arms().get(0) : "every arm"));
        } else if (results.arms().size() == 1) {
            alone(results.plateau(results.arms().get(0), results.comparedStep().get()));
        } else {
            run.comparison().ifPresent(this::compared);
        }
        invalid("Unsustainable, so not compared", Validity.Unsustainable.class);
        invalid("Void, since the generator was late, so not compared", Validity.Void.class);
    }

    private void alone(PlateauResult plateau) {
        sentences.add("There is nothing to compare %s with. At %s, all changes took p50 %s and p95 %s."
                .formatted(
                        plateau.arm(),
                        Rates.text(plateau.rate()),
                        BlockText.milliseconds(plateau.all().syncLatency(), 50),
                        BlockText.milliseconds(plateau.all().syncLatency(), 95)));
    }

    private void compared(Comparison comparison) {
        List<String> arms = run.results().arms();
        String rate =
                Rates.text(run.results().plateau(arms.get(0), comparison.step()).rate());
        for (String arm : arms.subList(1, arms.size())) {
            List<Cell> cells = comparison.cells().stream()
                    .filter(cell -> cell.arm().equals(arm))
                    .toList();
            sentences.add(ArmVerdict.of(arm, arms.get(0), rate, cells));
        }
    }

    private void invalid(String what, Class<? extends Validity> which) {
        List<String> plateaus = run.results().plateaus().stream()
                .filter(plateau -> which.isInstance(plateau.validity()))
                .map(plateau -> "%s at %s".formatted(plateau.arm(), Rates.text(plateau.rate())))
                .toList();
        if (!plateaus.isEmpty()) {
            sentences.add("%s: %s.".formatted(what, Wording.list(plateaus)));
        }
    }

    private void unfinished() {
        int unfinished = run.results().unfinished();
        if (unfinished > 0) {
            sentences.add(String.format(
                    Locale.ROOT, "%,d %s never done.", unfinished, unfinished == 1 ? "change was" : "changes were"));
        }
    }

    private void gates() {
        if (run.gates().isEmpty()) {
            return;
        }
        sentences.add(
                run.valid()
                        ? "Gates: %s passed, %s failed, %s inconclusive."
                                .formatted(
                                        count(GateVerdict.Outcome.PASS),
                                        count(GateVerdict.Outcome.FAIL),
                                        count(GateVerdict.Outcome.INCONCLUSIVE))
                        : "Gates are not judged, since there is no result.");
    }

    private long count(GateVerdict.Outcome outcome) {
        return run.gates().stream().filter(gate -> gate.outcome() == outcome).count();
    }

    private List<String> arms(Predicate<String> which) {
        return run.results().arms().stream().filter(which).toList();
    }
}
