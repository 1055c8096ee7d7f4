package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.findings.Difference.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** "Never use cascade or constraints": foreign keys and cascades against integrity that the application keeps. */
final class ConstraintsClaim {
    static final String STATEMENT =
            "Do not use CASCADE DELETE or any kind of constraints: all sync logic on app side will make updates much faster";

    /** From this ratio on the application is "much" faster. */
    static final double MUCH = 2;

    private ConstraintsClaim() {}

    static Claim judge(Measured measured) {
        List<Difference> differences = differences(measured);
        if (differences.isEmpty()) {
            return Claim.notMeasured(STATEMENT, "No schema was measured with constraints.");
        }
        List<String> much = differences.stream()
                .filter(difference -> difference.slower(MUCH))
                .map(Difference::question)
                .distinct()
                .sorted()
                .map(question -> "\"" + question.label() + "\"")
                .toList();
        return new Claim(
                STATEMENT,
                verdict(differences, much),
                "for " + Wording.list(much),
                figures(differences),
                reason(differences));
    }

    /** Of all questions that write, per schema and kind of constraint. */
    static List<Difference> differences(Measured measured) {
        return Difference.of(
                measured,
                Measured.FLAT.stream()
                        .flatMap(storage -> Arrays.stream(Integrity.values())
                                .filter(integrity -> integrity != Integrity.APPLICATION)
                                .flatMap(integrity -> Arrays.stream(Question.values())
                                        .filter(Measured::writes)
                                        .map(question -> pair(storage, integrity, question))))
                        .toList());
    }

    private static Pair pair(Storage storage, Integrity integrity, Question question) {
        return new Pair(question, Measured.kept(storage, integrity), Measured.plain(storage));
    }

    private static Verdict verdict(List<Difference> differences, List<String> much) {
        if (differences.stream().allMatch(difference -> difference.slower(MUCH))) {
            return Verdict.HOLDS;
        }
        if (!much.isEmpty()) {
            return Verdict.HOLDS_ONLY;
        }
        return differences.stream().allMatch(Difference::judged) ? Verdict.DOES_NOT_HOLD : Verdict.NOT_DECIDED;
    }

    private static List<String> figures(List<Difference> differences) {
        List<String> figures = new ArrayList<>();
        differences.stream().map(Difference::variant).distinct().forEach(variant -> {
            List<Difference> ofVariant = differences.stream()
                    .filter(difference -> difference.variant().equals(variant))
                    .sorted(Comparator.comparingDouble(
                            difference -> difference.ratio().ratio()))
                    .toList();
            figures.add(
                    "%s against %s: from %s, to %s; slower by at least a tenth in %d of %d questions, at least twice as slow in %d."
                            .formatted(
                                    variant,
                                    ofVariant.get(0).base(),
                                    ofVariant.get(0).words(),
                                    ofVariant.get(ofVariant.size() - 1).words(),
                                    ofVariant.stream()
                                            .filter(difference -> difference.slower(Difference.LEAST))
                                            .count(),
                                    ofVariant.size(),
                                    ofVariant.stream()
                                            .filter(difference -> difference.slower(MUCH))
                                            .count()));
        });
        return figures;
    }

    private static String reason(List<Difference> differences) {
        boolean any = differences.stream().anyMatch(difference -> difference.slower(Difference.LEAST));
        return any
                ? "PostgreSQL looks up the other end of a link for each row that is inserted, deleted or linked anew, so that constraints cost most where many rows are. Whether the safety is worth it is not a question of time alone."
                : "No question that writes was shown to be slower by a tenth or more with constraints.";
    }
}
