package dev.flattensync.stress.findings;

import dev.flattensync.stress.experiment.Indexes;
import dev.flattensync.stress.experiment.Question;
import dev.flattensync.stress.experiment.Storage;
import dev.flattensync.stress.findings.Difference.Pair;
import dev.flattensync.stress.report.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** "No difference between schemas": schema2 and schema3 against schema1, without indexes and with them. */
final class SchemaClaim {
    static final String STATEMENT = "No difference between schemas";

    private SchemaClaim() {}

    /** What the differences between the schemas say together. */
    private enum Likeness {
        /** At least one differs. */
        DIFFERENT,
        /** All are shown to be within a tenth. */
        ALIKE,
        OPEN,
        UNKNOWN
    }

    static Claim judge(Measured measured) {
        List<Difference> unindexed = differences(measured, Measured::unindexed);
        List<Difference> indexed = differences(measured, Measured::plain);
        if (unindexed.isEmpty() && indexed.isEmpty()) {
            return Claim.notMeasured(STATEMENT, "No two schemas were measured alike.");
        }
        List<String> figures = new ArrayList<>();
        figures(figures, "Without indexes", unindexed);
        figures(figures, "With indexes", indexed);
        PulledPost.rows(measured).ifPresent(figures::add);
        Likeness without = likeness(unindexed);
        Likeness with = likeness(indexed);
        return new Claim(
                STATEMENT,
                verdict(without, with),
                with == Likeness.ALIKE ? "with indexes" : "without indexes",
                figures,
                reason(measured, with));
    }

    /** One difference is enough to refute the claim; to hold it takes that there is none. */
    private static Verdict verdict(Likeness without, Likeness with) {
        if (without == Likeness.DIFFERENT || with == Likeness.DIFFERENT) {
            return without == Likeness.ALIKE || with == Likeness.ALIKE ? Verdict.HOLDS_ONLY : Verdict.DOES_NOT_HOLD;
        }
        return without == Likeness.OPEN || with == Likeness.OPEN ? Verdict.NOT_DECIDED : Verdict.HOLDS;
    }

    private static Likeness likeness(List<Difference> differences) {
        if (differences.isEmpty()) {
            return Likeness.UNKNOWN;
        }
        if (differences.stream().anyMatch(Difference::matters)) {
            return Likeness.DIFFERENT;
        }
        return differences.stream().allMatch(Difference::none) ? Likeness.ALIKE : Likeness.OPEN;
    }

    /** Of all questions, schema2 and schema3 against schema1: the table that Holm's correction is over. */
    static List<Difference> differences(Measured measured, Function<Storage, String> label) {
        return Difference.of(
                measured,
                Stream.of(Storage.SCHEMA2, Storage.SCHEMA3)
                        .flatMap(storage -> Arrays.stream(Question.values())
                                .map(question ->
                                        new Pair(question, label.apply(storage), label.apply(Storage.SCHEMA1))))
                        .toList());
    }

    private static void figures(List<String> figures, String where, List<Difference> differences) {
        differences.stream()
                .map(Difference::variant)
                .distinct()
                .map(variant -> differences.stream()
                        .filter(difference -> difference.variant().equals(variant))
                        .toList())
                .forEach(ofVariant -> figures.add(figure(where, ofVariant)));
    }

    private static String figure(String where, List<Difference> ofVariant) {
        List<Difference> differing =
                ofVariant.stream().filter(Difference::matters).toList();
        List<Difference> open = ofVariant.stream()
                .filter(difference -> !difference.matters() && !difference.none())
                .toList();
        String most = differing.stream()
                .max(Difference.BY_SIZE)
                .map(difference -> ", most of all in " + difference.words())
                .orElse("");
        List<String> sentences = new ArrayList<>();
        sentences.add("%s, %s is shown to differ from %s in %d of %d questions%s."
                .formatted(
                        where,
                        name(ofVariant.get(0).variant()),
                        name(ofVariant.get(0).base()),
                        differing.size(),
                        ofVariant.size(),
                        most));
        if (!differing.isEmpty()) {
            sentences.add("It differs in %s.".formatted(questions(differing)));
        }
        int alike = ofVariant.size() - differing.size() - open.size();
        if (alike > 0) {
            sentences.add("In %d it takes as long, to within a tenth.".formatted(alike));
        }
        if (!open.isEmpty()) {
            sentences.add("Not decided: %s.".formatted(questions(open)));
        }
        return String.join(" ", sentences);
    }

    private static String questions(List<Difference> differences) {
        return Wording.list(differences.stream()
                .map(difference -> "\"" + difference.question().label() + "\"")
                .toList());
    }

    private static String name(String variant) {
        return variant.replaceAll(",.*", "");
    }

    private static String reason(Measured measured, Likeness with) {
        long scanned = measured.labels(variant -> variant.indexes() == Indexes.NONE).stream()
                .flatMap(variant ->
                        Arrays.stream(Question.values()).flatMap(question -> measured.cost(variant, question).stream()))
                .filter(cost -> !cost.fullScans().isEmpty())
                .count();
        String scans = scanned == 0
                ? ""
                : "Without indexes whole tables are read (for %d of the answers), a cost of its own that hides part of what the schemas do differently. "
                        .formatted(scanned);
        return scans
                + switch (with) {
                    case DIFFERENT ->
                        "With indexes what is left is what the schema decides: whether a lookup needs a join, and how many rows move with a post.";
                    case ALIKE -> "With indexes no difference is left that a schema would be chosen for.";
                    case OPEN -> "With indexes no difference is shown, which does not say that there is none.";
                    case UNKNOWN -> "With indexes no two schemas were measured.";
                };
    }
}
