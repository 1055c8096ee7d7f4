package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.report.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** "It takes 150 ms at 1M comments": of a question, without indexes and with them. */
final class TimeClaim {
    /** What was claimed. */
    static final double CLAIMED_NANOS = 150e6;
    /** The original's machine is not known, so that its figure can be met in its order of magnitude only. */
    static final double TOLERANCE = 3;

    private static final long CLAIMED_SIZE = 1_000_000;

    private TimeClaim() {}

    static Claim lookUp(Measured measured) {
        return judge(measured, "Query results in 150 ms for 1M table", Question.LOOK_UP_COMMENT);
    }

    static Claim delete(Measured measured) {
        return judge(measured, "Delete takes 150 ms to remove 10,000 records in 1M table", Question.DELETE_USER);
    }

    private static Claim judge(Measured all, String statement, Question question) {
        if (!all.result().sizes().contains(CLAIMED_SIZE)) {
            return Claim.notMeasured(
                    statement,
                    "The claim is about 1,000,000 comments; measured was with %s."
                            .formatted(Wording.list(all.result().sizes().stream()
                                    .map(Wording::count)
                                    .toList())));
        }
        Measured measured = all.at(CLAIMED_SIZE);
        List<Double> unindexed = medians(measured, question, Measured::unindexed);
        List<Double> indexed = medians(measured, question, Measured::plain);
        if (unindexed.isEmpty()) {
            return Claim.notMeasured(statement, "No schema was measured without indexes, as the claim has it.");
        }
        boolean met = unindexed.stream().allMatch(TimeClaim::isClaimed);
        boolean metIndexed = indexed.stream().allMatch(TimeClaim::isClaimed);
        Verdict verdict = !met ? Verdict.DOES_NOT_HOLD : metIndexed ? Verdict.HOLDS : Verdict.HOLDS_ONLY;
        return new Claim(
                statement,
                verdict,
                "without indexes",
                figures(measured, question),
                "What is within a factor of %s of 150 ms counts as 150 ms, because the original's machine is not known. %s"
                        .formatted(Wording.count((long) TOLERANCE), reason(measured, question)));
    }

    private static boolean isClaimed(double nanos) {
        return nanos >= CLAIMED_NANOS / TOLERANCE && nanos <= CLAIMED_NANOS * TOLERANCE;
    }

    private static List<Double> medians(Measured measured, Question question, Function<Storage, String> label) {
        return Measured.FLAT.stream()
                .map(label)
                .map(variant -> measured.median(variant, question))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .toList();
    }

    private static List<String> figures(Measured measured, Question question) {
        List<String> figures = new ArrayList<>();
        for (Storage storage : Measured.FLAT) {
            OptionalDouble without = measured.median(Measured.unindexed(storage), question);
            OptionalDouble with = measured.median(Measured.plain(storage), question);
            if (without.isEmpty() && with.isEmpty()) {
                continue;
            }
            List<String> parts = new ArrayList<>();
            without.ifPresent(nanos -> parts.add("%s ms without indexes".formatted(Wording.millis(nanos))));
            with.ifPresent(nanos -> parts.add("%s ms with indexes".formatted(Wording.millis(nanos))));
            String ratio = measured.ratio(question, Measured.unindexed(storage), Measured.plain(storage))
                    .map(estimate -> "; without against with: " + Wording.ratio(estimate))
                    .orElse("");
            figures.add("%s: median %s%s.".formatted(storage.word(), Wording.joined(parts), ratio));
        }
        return figures;
    }

    private static String reason(Measured measured, Question question) {
        List<String> rows = new ArrayList<>();
        for (Storage storage : Measured.FLAT) {
            measured.cost(Measured.unindexed(storage), question)
                    .flatMap(without -> measured.cost(Measured.plain(storage), question)
                            .map(with -> "%s in %s (with indexes %s)"
                                    .formatted(
                                            Wording.count(without.rowsRead()),
                                            storage.word(),
                                            Wording.count(with.rowsRead()))))
                    .ifPresent(rows::add);
        }
        return rows.isEmpty()
                ? "What PostgreSQL read for it is not known."
                : "Rows that PostgreSQL read for it without indexes: %s.".formatted(Wording.joined(rows));
    }
}
