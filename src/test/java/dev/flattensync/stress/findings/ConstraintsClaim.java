package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Integrity;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.findings.Difference.Pair;
import dev.flattensync.stress.report.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

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
        List<Difference> open = differences.stream()
                .filter(difference -> !difference.atLeast(MUCH) && !difference.under(MUCH))
                .toList();
        String undecided = open.isEmpty() ? "" : "; not decided for " + where(open, differences);
        List<Difference> much = differences.stream()
                .filter(difference -> difference.atLeast(MUCH))
                .toList();
        return new Claim(
                STATEMENT,
                verdict(differences, much, open),
                much.isEmpty() ? "for " + where(open, differences) : "for " + where(much, differences) + undecided,
                figures(differences),
                reason(differences));
    }

    /**
     * As in {@code "push a post" and "insert a user" (schema2, foreign keys)}: without variants if it is all of them.
     */
    private static String where(List<Difference> some, List<Difference> all) {
        return Wording.list(some.stream()
                .map(Difference::question)
                .distinct()
                .sorted()
                .map(question -> {
                    List<String> variants = variants(some, question);
                    return "\"%s\"%s"
                            .formatted(
                                    question.label(),
                                    variants.equals(variants(all, question))
                                            ? ""
                                            : " (" + String.join("; ", variants) + ")");
                })
                .toList());
    }

    private static List<String> variants(List<Difference> differences, Question question) {
        return differences.stream()
                .filter(difference -> difference.question() == question)
                .map(Difference::variant)
                .toList();
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

    private static Verdict verdict(List<Difference> all, List<Difference> much, List<Difference> open) {
        if (much.size() == all.size()) {
            return Verdict.HOLDS;
        }
        if (!much.isEmpty()) {
            return Verdict.HOLDS_ONLY;
        }
        if (open.isEmpty()) {
            return Verdict.DOES_NOT_HOLD;
        }
        return 2 * open.size() < all.size() ? Verdict.HOLDS_AT_MOST : Verdict.NOT_DECIDED;
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
                    "%s against %s: from %s, to %s; slower in %d of %d questions, at least twice as slow in %d, less than that in %d."
                            .formatted(
                                    variant,
                                    ofVariant.get(0).base(),
                                    ofVariant.get(0).words(),
                                    ofVariant.get(ofVariant.size() - 1).words(),
                                    count(ofVariant, Difference::slower),
                                    ofVariant.size(),
                                    count(ofVariant, difference -> difference.atLeast(MUCH)),
                                    count(ofVariant, difference -> difference.under(MUCH))));
        });
        return figures;
    }

    private static long count(List<Difference> differences, Predicate<Difference> which) {
        return differences.stream().filter(which).count();
    }

    private static String reason(List<Difference> differences) {
        String slower = count(differences, Difference::slower) > 0
                ? "PostgreSQL looks up the other end of a link for each row that is inserted, deleted or linked anew, so that constraints cost most where many rows are. "
                : "No question that writes was shown to be slower by a tenth or more with constraints. ";
        boolean chain = isAsked(differences, Storage.SCHEMA2);
        String root = isAsked(differences, Storage.SCHEMA3) ? ", in schema3 the first of these" : "";
        return slower
                + (chain
                        ? "In schema2 part of the cost are two indexes that foreign keys need and the schema has not, unique posts(u_id, _id) and comments(u_id, p_id): they are paid for with each row that moves, also where no link is looked up, as in \"pull post 0\" and \"reorder the posts\". In schema1 foreign keys need no index of their own%s. "
                                .formatted(root)
                        : "")
                + "\"At least twice\" and \"less than that\" are said if the whole interval is on that side, else it is not decided. Whether the safety is worth it is not a question of time alone.";
    }

    private static boolean isAsked(List<Difference> differences, Storage storage) {
        return differences.stream().anyMatch(difference -> difference.base().equals(Measured.plain(storage)));
    }
}
